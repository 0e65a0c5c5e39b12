import { expect, test } from "vitest";
import { lookedAt, withLook } from "./address";
import { EVERYTHING } from "./model";

test("an address that says nothing shows everything, in text order, in the margin", () => {
  expect(lookedAt("")).toEqual({ filters: EVERYTHING, sort: "text", view: "margin" });
  expect(withLook("", lookedAt(""))).toBe("");
});

test("what is chosen goes into the address and comes back from it, beside what else stands there", () => {
  const address =
    "?version=2&view=threads&kind=claim,note&layer=g1&section=s1&by=u1&tag=ferry+boats&threads=open&sort=newest";
  expect(withLook("?version=2", lookedAt(address))).toBe(address);
  expect(withLook(address, { filters: EVERYTHING, sort: "text", view: "margin" })).toBe("?version=2");
});

test("what an address names wrongly is as usual", () => {
  expect(lookedAt("?kind=song&threads=all&sort=best&view=stage&by=")).toEqual(lookedAt(""));
});
