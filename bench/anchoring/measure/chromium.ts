import type { Browser, Page } from "@playwright/test";
import type { Selector } from "../../../lib/anchoring";
import type { Answer, Method } from "../peers/methods";
import { bundle, open } from "./page";

declare const bench: {
  show: (text: string) => void;
  anchor: (method: Method, selectors: readonly Selector[], rounds: number) => Promise<Answer>;
};

/** A browser page on which texts are shown and selectors anchored in them. */
export type Field = {
  show: (text: string) => Promise<void>;
  anchor: (method: Method, selectors: readonly Selector[], rounds?: number) => Promise<Answer>;
};

export async function field(on: Browser): Promise<Field> {
  const page: Page = await open(on, await bundle("peers.ts"), "");
  return {
    show: (text) => page.evaluate((text) => bench.show(text), text),
    anchor: (method, selectors, rounds = 1) =>
      page.evaluate(({ method, selectors, rounds }) => bench.anchor(method, selectors, rounds), {
        method,
        selectors,
        rounds,
      }),
  };
}
