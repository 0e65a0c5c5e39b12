import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseUrl } from "./url";

test.each([
  ["https://example.org/a", null, "https://example.org/a"],
  ["b?x#y", "https://example.org/a/", "https://example.org/a/b?x#y"],
  ["//example.net", "https://example.org", "https://example.net/"],
])("%s from %s is %s", (address, base, href) => expect(parseUrl(address, base)?.href).toBe(href));

test.each(["", "a b", "example.org", "https://"])("“%s” is none", (address) => expect(parseUrl(address)).toBeNull());

test("an address with letters beyond ASCII stays one, however often it is asked", () => {
  const asked = Array.from({ length: 20_000 }, () => parseUrl("https://bücher.example/ß")?.hostname);
  expect(new Set(asked)).toEqual(new Set(["xn--bcher-kva.example"]));
});

test("nobody asks the engine's own question, which changes its answer", () => {
  const folders = ["app", "components", "db", "lib"].map((name) => `${import.meta.dirname}/../${name}`);
  const sources = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(tsx?|mjs)$/.test(file) && !file.endsWith(".test.ts"))
      .map((file) => `${folder}/${file}`),
  );
  expect(sources.length).toBeGreaterThan(300);
  expect(sources.filter((file) => /URL\s*\.\s*canParse\(/.test(readFileSync(file, "utf8")))).toEqual([]);
});
