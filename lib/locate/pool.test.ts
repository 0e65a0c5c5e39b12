import { afterAll, expect, test } from "vitest";
import { anchorAll, type Selector } from "../anchoring";
import { locators } from "./pool";

const TEXT = "The river rose twice that spring. The council built a bridge. It cost four million.";
const quote = (exact: string): Selector => ({ exact, prefix: "", suffix: "" });

const patient = locators({ threads: 1, waiting: 5, each: 5, seconds: 20, megabytes: 256 });
afterAll(() => patient.close());

test("what a thread finds is what looking here would, and nothing is null", async () => {
  for (const exact of ["river rose twice", "The council built the bridge"])
    expect(await patient.locate({ text: TEXT, quote: quote(exact) }, "ann")).toEqual(
      anchorAll(TEXT, [quote(exact)])[0],
    );
  expect(await patient.locate({ text: TEXT, quote: quote("Nobody wrote anything like it") }, "ann")).toBeNull();
});

test("a quote that takes too long is given up in words, this thread goes on meanwhile, and the next is found", {
  timeout: 30_000,
}, async () => {
  const hasty = locators({ threads: 1, waiting: 5, each: 5, seconds: 0.05, megabytes: 512 });
  const word = (i: number) => `${((i * 7919) % 99_991).toString(36)} `;
  const text = Array.from({ length: 700_000 }, (_, i) => word(i)).join("");
  // Near what stands everywhere, and nowhere itself.
  const near = quote(Array.from({ length: 300 }, (_, i) => (i % 7 ? word(i) : `x${word(i)}`)).join(""));
  let turns = 0;
  const ticking = setInterval(() => turns++, 5);
  await expect(hasty.locate({ text, quote: near }, "ann")).rejects.toMatchObject({
    status: 422,
    detail: expect.stringContaining("took too long"),
  });
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(3);
  await hasty.close();
  expect(await patient.locate({ text: TEXT, quote: quote("river rose twice") }, "ann")).not.toBeNull();
});
