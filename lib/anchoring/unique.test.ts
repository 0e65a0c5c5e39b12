import { expect, test } from "vitest";
import { fold } from "./fold";
import { unique } from "./unique";

test("words are unique that stand once in a text, wherever they come from", () => {
  const { units } = fold("The fee is due in May. The boats wait at the quay. The fee is due in May, they say.");
  const alone = unique(units);
  const asked = (words: string) => alone(fold(words).units, 0, words.length);
  expect(asked("boats wait at the quay")).toBe(true);
  expect(asked("The fee is due in May")).toBe(false);
  expect(asked("nothing of this stands there")).toBe(false);
  expect(asked("quay")).toBe(false);
});
