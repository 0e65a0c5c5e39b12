import { expect, test } from "vitest";
import { createUndo } from "./undo";

test("what was done last is undone first, each once, by a key or by its button", async () => {
  const { did, undo } = createUndo();
  const undone: string[] = [];
  const step = (name: string) => did(async () => void undone.push(name));
  step("one");
  const button = step("two");
  step("three");
  expect(undo()).toBe(true);
  button();
  button();
  expect([undo(), undo()]).toEqual([true, false]);
  await expect.poll(() => undone).toEqual(["three", "two", "one"]);
});

test("one is undone after the other, and one that fails stops none", async () => {
  const { did, undo } = createUndo();
  const undone: string[] = [];
  let release = () => {};
  did(async () => void undone.push("first"));
  did(
    () =>
      new Promise<void>((_, fail) => {
        release = () => fail(new Error("not reached"));
      }),
  );
  undo();
  undo();
  await Promise.resolve();
  expect(undone).toEqual([]);
  release();
  await expect.poll(() => undone).toEqual(["first"]);
});
