import { expect, test } from "vitest";
import { readFile, toAddress } from "./source";

test.each([
  ["example.org/page", "https://example.org/page"],
  [" http://example.org:8080/ ", "http://example.org:8080/"],
  ["example.org:8080/a", "https://example.org:8080/a"],
  ["hello", null],
  ["two words.org", null],
  ["javascript:alert(1)", null],
  ["ftp://example.org/", null],
  ["ann@example.org", null],
  ["https://", null],
])("%s as an address", (typed, address) => expect(toAddress(typed)).toBe(address));

test.each(["a.mkd", "a.MDX", "a.mdown"])("%s is Markdown", async (name) => {
  expect(await readFile(new File(["# T"], name))).toMatchObject({ way: "taken", as: "markdown", text: "# T" });
});
