import fc from "fast-check";
import { expect, test } from "vitest";
import { ownPath } from "./own-path";

const SITE = "https://gloss.example";
/** Where a browser ends that is at `SITE` and is sent to what was asked. */
const landing = (asked: string) => new URL(ownPath(asked, SITE), SITE);

test.each(["/", "/articles/1?version=2#note", "/t/a%2Fb?x=%2F%2Fevil.example", "/signin?next=//evil.example", "/a//b"])(
  "%s is followed as it is",
  (asked) => {
    expect(ownPath(asked, SITE)).toBe(asked);
    expect(ownPath(SITE + asked, SITE)).toBe(asked);
  },
);

test.each([
  "https://evil.example/",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/.//evil.example/x",
  "/./\\evil.example/x",
  "/%2e//evil.example/x",
  "/a/..//evil.example",
  "/a/%2e%2e//evil.example",
  ".//evil.example",
  "/\t/evil.example",
  "/.\n//evil.example",
  "https://gloss.example//evil.example",
  "https://gloss.example@evil.example/",
  "https://someone:secret@gloss.example/articles",
  "https://gloss.example.evil.example/",
  "http://gloss.example/",
  "https://gloss.example:8443/",
  "blob:https://gloss.example/1",
  "javascript:alert(1)",
  "data:text/html,x",
  "https://[",
])("%s is not followed", (asked) => expect(ownPath(asked, SITE)).toBe("/"));

test("however an address is put together, the browser stays here, at the page that was asked for or the first", () => {
  const token = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "%2e",
    "\t",
    "\n",
    " ",
    "@",
    ":",
    "?",
    "#",
    "//",
    "evil.example",
    "a",
    SITE,
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 8 }), (tokens) => {
      const asked = tokens.join("");
      const { origin, href } = landing(asked);
      expect(origin).toBe(SITE);
      if (href !== `${SITE}/`) expect(href).toBe(new URL(asked, SITE).href);
      // What is kept in a form and judged again is the same page still.
      expect(ownPath(ownPath(asked, SITE), SITE)).toBe(ownPath(asked, SITE));
    }),
  );
});
