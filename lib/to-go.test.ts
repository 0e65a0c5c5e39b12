import { expect, test } from "vitest";
import { stageOf, toGo } from "./to-go";

test("what is missing is said in plain words, in one order", () => {
  expect(toGo({ prompts: 1, claim: 2 })).toBe("2 claims and an answer to go");
  expect(toGo({ evidence: 1, quote: 1, note: 3 })).toBe("a quote, a piece of evidence and 3 notes to go");
  expect(toGo({ spread: 2, reply: 2 })).toBe("marks in 2 more sections and 2 replies to go");
  expect(toGo({})).toBeNull();
});

test("what is due stands among soon, later, late and past by its own date", () => {
  const now = new Date("2026-11-20T12:00:00Z");
  const stage = (dueAt: string | null, more: object = {}) =>
    stageOf({ dueAt, lateUntil: dueAt, done: false, ...more }, now);
  expect(stage(null)).toBe("later");
  expect(stage("2026-11-27T12:00:01Z")).toBe("later");
  expect(stage("2026-11-27T12:00:00Z")).toBe("soon");
  expect(stage("2026-11-20T12:00:01Z")).toBe("soon");
  expect(stage("2026-11-20T12:00:00Z")).toBe("past");
  expect(stage("2026-11-20T11:00:00Z", { lateUntil: "2026-11-20T13:00:00Z" })).toBe("late");
  expect(stage("2026-11-20T11:00:00Z", { lateUntil: "2026-11-20T13:00:00Z", done: true })).toBe("past");
});
