import { randomInt } from "node:crypto";
import { expect, test } from "vitest";
import { draw, PLAIN_NAMES } from "./pseudonyms";

test("names are two words, each once, and none that is taken", () => {
  const taken = draw(2000, [], randomInt);
  const more = draw(300, taken, randomInt);
  expect(new Set([...taken, ...more]).size).toBe(2300);
  for (const name of more) expect(name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
});

test("all of them are drawn before one gets a number", () => {
  const all = draw(PLAIN_NAMES + 2, [], randomInt);
  expect(new Set(all).size).toBe(PLAIN_NAMES + 2);
  expect(all.filter((name) => /\d/.test(name))).toHaveLength(2);
  expect(all.slice(-2).every((name) => name.endsWith(" 2"))).toBe(true);
});

test("by chance: whoever is drawn first gets another name the next time", () => {
  const firsts = new Set(Array.from({ length: 40 }, () => draw(1, [], randomInt)[0]));
  expect(firsts.size).toBeGreaterThan(30);
  expect(draw(2, ["Able Avocet"], () => 0)).toEqual(["Able Bittern", "Able Bunting"]);
});
