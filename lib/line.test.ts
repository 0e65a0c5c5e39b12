import { expect, test } from "vitest";
import { tags } from "./schemas/annotation";
import { line, optionalLine } from "./schemas/wire";

const name = line(80, "A name");

test.each([
  ["  Ada \n\t Flint ", "Ada Flint"],
  ["Ada\u202E tnilF\u2066", "Ada tnilF"],
  ["Ada\u0007\u001BFlint", "Ada Flint"],
  ["عَلِيّ \u200F(علي)", "عَلِيّ \u200F(علي)"],
  ["👩‍👩‍👧", "👩‍👩‍👧"],
])("%j is kept as %j", (given, kept) => {
  expect(name.parse(given)).toBe(kept);
  expect(optionalLine(80).parse(given)).toBe(kept);
  expect(tags.parse([given])).toEqual([kept]);
});

test.each(["", " \n", "\u0001\u0002", "\u200B\u2060", "\u202E", "\u3164"])(
  "%j is no name, and nothing said",
  (given) => {
    expect(name.safeParse(given).error?.issues[0]?.message).toBe("A name cannot be empty.");
    expect(optionalLine(80).parse(given)).toBeNull();
  },
);

test.each([
  ["#ice", "ice"],
  ["## ice age", "ice age"],
  ["＃冰", "冰"],
  ["e\u0301te\u0301", "été"],
  ["C#", "C#"],
])("a tag %j is kept as %j", (given, kept) => {
  expect(tags.parse([given])).toEqual([kept]);
});
test("a tag is one however it was typed", () => {
  expect(tags.parse(["été", "#e\u0301te\u0301"])).toEqual(["été"]);
  expect(tags.safeParse(["#"]).error?.issues[0]?.message).toBe("A tag cannot be empty.");
});
