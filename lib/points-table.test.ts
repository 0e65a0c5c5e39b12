import { expect, test } from "vitest";
import { readCsv, writeCsv } from "./csv";
import { pointsTable, workTable } from "./points-table";
import type { WorkItem } from "./schemas/assignment";
import type { StudentPoints } from "./schemas/points";

const share = (annotationId: string, points: number) => ({
  ...{
    annotationId,
    replyId: null,
    articleId: "a",
    exact: "",
    body: "",
    madeAt: "",
    daysLate: 0,
    editedDaysLate: 0,
    points,
    of: 2,
  },
  near: null,
});
const goal = { max: 4, have: 1, need: 2, late: 0.5, counted: 1.5 };
const ann: StudentPoints = {
  ...{ user: { id: "u", name: "Ann, =1+1" }, section: { id: "s", name: "One" }, externalId: "0042", dueAt: null },
  goals: [
    { ...goal, goal: "claim", points: 1.5, override: null, shares: [share("n1", 1.5)] },
    {
      ...{ ...goal, goal: "spread" as const, points: 3, shares: [share("n1", 1)] },
      override: { points: 3, reason: '"Fine"\n=cmd()', by: { id: "l", name: "Lea" }, at: "" },
    },
  ],
  ...{ points: 4.5, max: 8, late: 0.5, feedback: null, feedbackFrom: null, reviews: [] },
};
const none = { section: null, externalId: null, goals: [], points: 0, late: 0, written: 1 };
const bob = { ...ann, ...none, user: { id: "b", name: "Bob" }, leftAt: "2026-11-02T10:00:00.000000Z" };
const eve = { ...ann, ...none, user: { id: "e", name: "Eve" }, leftAt: null };
const worth = [
  { goal: "claim" as const, max: 4, need: 2 },
  { goal: "spread" as const, max: 4, need: 2 },
];

test("each student is a row with the roster's id, what each goal gave, the sum and why it is another", () => {
  expect(pointsTable({ items: [ann], gone: [bob, eve], worth })).toEqual([
    [
      ...[
        "External id",
        "Family name",
        "Given name",
        "Name (real)",
        "Section",
        "Claims (of 4)",
        "Spread over the text (of 4)",
      ],
      ...["Points", "Of", "Lost by being late", "Why other points were given", "Left the group"],
    ],
    ["0042", "Ann", "=1+1", "Ann, =1+1", "One", 1.5, 3, 4.5, 8, 0.5, 'Spread over the text: "Fine"\n=cmd()', null],
    [null, "Bob", null, "Bob", null, 0, 0, 0, 8, 0, null, "2026-11-02T10:00Z"],
    [null, "Eve", null, "Eve", null, 0, 0, 0, 8, 0, null, "yes"],
  ]);
});

test("rows stand by family name, of the roster where it says one, in the reader's order", () => {
  const row = (name: string, more: Partial<StudentPoints> = {}) => ({
    ...ann,
    ...none,
    user: { id: name, name },
    ...more,
  });
  const items = [
    row("Ada Zorn"),
    row("Eva Ödman"),
    row("Juan García Lorca", { givenName: "Juan", familyName: "García Lorca" }),
  ];
  const parts = (languages: string[]) =>
    pointsTable({ items, gone: [], worth }, languages)
      .slice(1)
      .map((cells) => cells.slice(1, 3));
  expect(parts(["de"])).toEqual([
    ["García Lorca", "Juan"],
    ["Ödman", "Eva"],
    ["Zorn", "Ada"],
  ]);
  expect(parts(["sv"]).map(([family]) => family)).toEqual(["García Lorca", "Zorn", "Ödman"]);
});

test("it opens in a spreadsheet as it was, and nothing in it runs", () => {
  const formula = { ...ann, user: { id: "u", name: "=HYPERLINK(1)" } };
  const written = writeCsv(pointsTable({ items: [formula], gone: [], worth }));
  expect(written).toContain("'=HYPERLINK(1)");
  const [, row] = readCsv(written);
  expect(row?.cells.slice(0, 8)).toEqual(["0042", "=HYPERLINK(1)", "", "=HYPERLINK(1)", "One", "1.5", "3", "4.5"]);
});

test("each note that came in time is a row with all that it earned, also where that is nothing", () => {
  const note = (annotationId: string, more: Partial<WorkItem> = {}): WorkItem => ({
    ...{ goal: "claim", annotationId, replyId: null, articleId: "a", exact: "The river", start: 0, end: 9, body: "Hm" },
    ...{ worded: false, madeAt: "2026-11-24T10:00:00.123456Z", daysLate: 1, taken: true, afterReveal: false },
    ...{ version: "v1", places: {}, editedAt: null, editedDaysLate: 0, discounted: null },
    ...{ section: 0, prompt: null, ...more },
  });
  const work = [note("n1", { editedDaysLate: 3 }), note("n2"), note("n3", { taken: false })];
  const [, ...rows] = workTable({ items: [{ points: ann, work }], gone: [] }, new Map([["a", "The valley"]]));
  expect(rows.map((row) => row.slice(5))).toEqual([
    [
      ...["claim", "The valley", "The river", "Hm", "2026-11-24 10:00:00", 1, 3, 2.5],
      ...["Claims 1.5; Spread over the text 1", null],
    ],
    ["claim", "The valley", "The river", "Hm", "2026-11-24 10:00:00", 1, 0, 0, null, null],
  ]);
});
