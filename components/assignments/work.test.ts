import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { AssignedView } from "@/components/reader/assigned-view";
import type { Assigned } from "@/components/reader/model";
import { editedLate } from "./work";

test("an edit says how long after the due date it was, and not a whole day for a shorter time", () => {
  expect([1, 2, 9].map(editedLate)).toEqual([
    "edited less than a day after it was due",
    "edited 2 days after it was due",
    "edited 9 days after it was due",
  ]);
});

test("where a version lost the assigned part, a student reads that new annotations do not count", () => {
  const one: Assigned = {
    ...{ id: "a", title: "Crossings", group: { id: "g", name: "Harbour" }, timeZone: "Europe/Vienna" },
    ...{ dueAt: null, lateUntil: null, goals: { claim: 1 }, reveal: { when: "always", count: null, at: null } },
    ...{ revealed: true, leads: false, part: { begins: "The ferry left", span: null }, prompts: [], mine: null },
  };
  const shown = renderToStaticMarkup(createElement(AssignedView, { is: "rail", of: [one], here: "t" }));
  expect(shown).toContain("New annotations don’t count until your instructor selects a part again.");
});
