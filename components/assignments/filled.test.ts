import { expect, test } from "vitest";
import { newAssignment } from "@/lib/schemas/assignment";
import { changed, created, empty, filledFrom, inLines, isFilled, merged } from "./filled";

const ID = "018f4d3e-0000-7000-8000-000000000001";
const reading = { articleId: ID, title: "The valley", part: null, lost: null };
const full = {
  ...empty("Europe/Vienna"),
  readings: [reading],
  dueAt: "2026-11-30T17:00",
  goals: { ...empty("UTC").goals, claim: "3", spread: "2" },
  prompts: true,
};

test("what is filled in is what the API takes", () => {
  const sent = newAssignment.parse(created({ ...full, when: "own", count: "4" }));
  expect(sent).toMatchObject({
    dueAt: "2026-11-30T16:00:00.000Z",
    opensAt: null,
    goals: { claim: 3, spread: 2, prompts: true },
    reveal: { when: "own", count: 4 },
    timeZone: "Europe/Vienna",
  });
  expect(sent.title).toBeUndefined();
  expect(newAssignment.safeParse(created({ ...full, when: "own", count: "" })).error?.issues[0]?.path).toEqual([
    "reveal",
    "count",
  ]);
});

test("an assignment comes back from the form as it went in, and only what was changed is sent", () => {
  const assignment = {
    ...{ id: ID, groupId: ID, group: { id: ID, name: "G" }, title: "Read", instructions: "", opensAt: null },
    ...{
      dueAt: "2026-11-30T16:00:00.000000Z",
      lateUntil: null,
      own: null,
      timeZone: "Europe/Vienna",
      goals: { quote: 2 },
    },
    ...{ reveal: { when: "date", count: null, at: "2026-12-01T08:30:00Z" }, names: "pseudonyms" as const },
    readings: [
      { articleId: ID, title: "The valley", part: { exact: "The river", span: { start: 3, end: 12 } } },
      { articleId: ID, title: "Lost", part: { exact: "The mill", span: null } },
    ],
    counting: { earlier: true, minWords: 3, distinct: false, lastEdit: true },
    ...{ points: null, released: false, revealed: true, opened: true, canEdit: true, archived: false, revision: 2 },
    ...{ createdBy: { id: ID, name: "Lea" }, createdAt: "", updatedAt: "" },
  };
  const was = filledFrom(assignment);
  expect(was).toMatchObject({ dueAt: "2026-11-30T17:00", revealAt: "2026-12-01T09:30", names: "pseudonyms" });
  expect(was.readings.map(({ part, lost }) => [part?.start, lost])).toEqual([
    [3, null],
    [undefined, "The mill"],
  ]);
  expect(changed(was, was)).toEqual({});
  expect(changed({ ...was, title: "Read this" }, was)).toEqual({ title: "Read this" });
  expect(changed({ ...was, minWords: " " }, was)).toEqual({
    counting: { earlier: true, minWords: 0, distinct: false, lastEdit: true },
  });
  // Another zone leaves the clocks as they are and moves the moments.
  expect(Object.keys(changed({ ...was, zone: "UTC" }, was)).sort()).toEqual(["dueAt", "reveal", "timeZone"]);
});

test("of two who change at once each keeps what they touched", () => {
  const mine = { ...full, title: "Mine" };
  const theirs = { ...full, title: "Theirs", instructions: "Look closely." };
  expect(merged(mine, full, theirs)).toEqual({ ...theirs, title: "Mine" });
  expect(inLines(mine).Title).not.toBe(inLines(theirs).Title);
});

test("a draft of ours is told from a torn one", () => {
  expect(isFilled(JSON.parse(JSON.stringify(full)))).toBe(true);
  for (const torn of [null, {}, { ...full, more: 1 }, { ...full, readings: "x" }]) expect(isFilled(torn)).toBe(false);
});
