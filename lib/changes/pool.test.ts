import { expect, test } from "vitest";
import { edits } from "../anchoring";
import { editsBetween } from "./pool";

const texts = { before: "The ferry left at noon.\n\nNobody waved.", after: "The ferry left at dawn.\n\nNobody waved." };

test("a comparison elsewhere says what one here does, and a pair that is known is not compared again", async () => {
  const found = await editsBetween("one two", texts, "reader");
  expect(found).toEqual(edits(texts.before, texts.after));
  expect(await editsBetween("one two", { before: "", after: "" }, "another")).toEqual(found);
  expect(await editsBetween("one three", { before: "same", after: "same" }, "reader")).toEqual([]);
});
