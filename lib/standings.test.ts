import { expect, test } from "vitest";
import type { StudentPoints } from "./schemas/points";
import { pointsQuery, standingsQuery } from "./schemas/standings";
import { missingInWords } from "./standing-words";
import { columnsOf, pointsShown, type Stands, shown, summed } from "./standings";

const DUE = "2026-11-30T17:00:00Z";
const NORTH = "01a21024-e6e8-75b3-9db5-5b3a915ac9da";
const student = (name: string, claims: number, more: Partial<Stands> = {}): Stands => ({
  ...{ user: { id: name, name }, section: null, dueAt: DUE, lateUntil: DUE, spread: 0, prompts: 0 },
  counts: { claim: claims, quote: 0, evidence: 0, note: 0, reply: 0 },
  ...{ passages: claims, late: 0, revealed: true, done: claims >= 3, points: null },
  missing: claims >= 3 ? {} : { claim: 3 - claims },
  ...more,
});
const ROWS = [
  student("Élodie Aalto", 3, { late: 1, section: { id: NORTH, name: "North" } }),
  student("bo marsh", 1),
  student("Cy 2", 0, { dueAt: "2026-12-05T17:00:00Z" }),
  student("Cy 10", 0, { revealed: false }),
];
const names = (asked: object) => shown(ROWS, standingsQuery.parse(asked), DUE).map(({ user }) => user.name);

test("rows stand by family name unless they are asked for by another column, and of equals by it", () => {
  expect(names({})).toEqual(["Cy 2", "Cy 10", "Élodie Aalto", "bo marsh"]);
  expect(names({ sort: "-name" })).toEqual(["bo marsh", "Élodie Aalto", "Cy 10", "Cy 2"]);
  expect(names({ sort: "-claim" })).toEqual(["Élodie Aalto", "bo marsh", "Cy 2", "Cy 10"]);
  expect(names({ sort: "standing" })).toEqual(["Élodie Aalto", "bo marsh", "Cy 2", "Cy 10"]);
});

test("by family name is as the reader's language and the roster have it", () => {
  const rows = [
    student("Zoe Ahl", 0),
    student("Eva Ödman", 0),
    student("Ada Zorn", 0),
    student("Juan García Lorca", 0, { givenName: "Juan", familyName: "García Lorca" }),
  ];
  const order = (languages: string[]) =>
    shown(rows, standingsQuery.parse({}), DUE, languages).map(({ user }) => user.name.split(" ")[0]);
  expect(order(["sv"])).toEqual(["Zoe", "Juan", "Ada", "Eva"]);
  expect(order(["de"])).toEqual(["Zoe", "Juan", "Eva", "Ada"]);
});

test("they are narrowed by words of a name, a section and how one stands; what means nothing changes nothing", () => {
  expect(names({ q: "elo" })).toEqual(["Élodie Aalto"]);
  expect(names({ q: "MARSH bo" })).toEqual(["bo marsh"]);
  expect(names({ section: NORTH })).toEqual(["Élodie Aalto"]);
  expect(names({ section: "none" })).toHaveLength(3);
  expect(names({ only: "nothing" })).toEqual(["Cy 2", "Cy 10"]);
  expect(names({ only: "begun" })).toEqual(["bo marsh"]);
  expect(names({ only: "late" })).toEqual(["Élodie Aalto"]);
  expect(names({ only: "extended" })).toEqual(["Cy 2"]);
  expect(names({ only: "blind" })).toEqual(["Cy 10"]);
  expect(names({ sort: "--x", section: "x", only: "x", q: ["a", "b"] })).toHaveLength(4);
});

test("it says what all come to, and what one lacks", () => {
  expect(summed(ROWS, DUE)).toEqual({
    ...{ all: 4, done: 1, begun: 1, nothing: 2, late: 1, extended: 1, blind: 1 },
    passages: 0.5,
  });
  expect(columnsOf({ claim: 3, prompts: true })).toEqual(["claim", "prompts"]);
  expect(columnsOf({})).toEqual(["claim", "quote", "evidence", "note", "reply"]);
  expect(missingInWords({ reply: 2, claim: 1, evidence: 2 }, ["claim", "evidence", "reply"])).toBe(
    "1 claim, 2 evidence, 2 replies",
  );
});

test("the table of points is sorted by its own columns, and narrowed as the other", () => {
  const points = (name: string, total: number, claim: number, section: string | null = null): StudentPoints => ({
    ...{ user: { id: name, name }, section: section ? { id: section, name: "North" } : null, externalId: null },
    ...{ dueAt: null, points: total, max: 8, late: 8 - total, feedback: null, feedbackFrom: null, reviews: [] },
    goals: [{ ...ONE_GOAL, points: claim }],
  });
  const rows = [points("Ann", 3, 3, NORTH), points("Bo", 5, 1), points("Cy", 3, 2, NORTH)];
  const names = (asked: object) => pointsShown(rows, pointsQuery.parse(asked)).map(({ user }) => user.name);
  expect(names({})).toEqual(["Ann", "Bo", "Cy"]);
  expect(names({ sort: "-points" })).toEqual(["Bo", "Ann", "Cy"]);
  expect(names({ sort: "claim" })).toEqual(["Bo", "Cy", "Ann"]);
  expect(names({ sort: "-late", section: NORTH })).toEqual(["Ann", "Cy"]);
  expect(names({ sort: "-standing", q: "b" })).toEqual(["Bo"]);
});
const ONE_GOAL = {
  ...{ goal: "claim" as const, max: 4, have: 1, need: 2, late: 0, counted: 1, override: null, shares: [] },
};
