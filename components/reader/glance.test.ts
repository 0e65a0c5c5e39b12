import { expect, test } from "vitest";
import { firstWords } from "./glance";

test.each([
  ["Plain words.", "Plain words."],
  ["> Who counted\n> *them*?\n\nThe harbour master, by hand.", "“Who counted them?” The harbour master, by hand."],
  ["Mine.\n\n>theirs\n\nMine again.", "Mine. “theirs” Mine again."],
  ["- one\n- **two**", "one two"],
  ["2 > 1, and so on", "2 > 1, and so on"],
  ["", ""],
])("how a note begins keeps quoted words apart from one's own: %j", (body, said) => {
  expect(firstWords({ body })).toBe(said);
});
