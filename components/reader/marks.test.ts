import { expect, test } from "vitest";
import { newThread } from "@/lib/reactions";
import type { Annotation } from "@/lib/schemas/annotation";
import { type LeafMarks, wave } from "./marks";

const annotation = (id: string): Annotation => ({
  id,
  articleId: "article",
  versionId: "version",
  kind: "note",
  quote: { exact: "words", prefix: "", suffix: "", start: 0, end: 5 },
  span: { start: 0, end: 5 },
  anchor: { how: "exact", confidence: 1, attachedBy: null, attachedAt: null },
  body: "",
  tags: [],
  speaker: null,
  source: null,
  layer: "public",
  groupId: null,
  sectionId: null,
  author: { id: "author", name: "Author" },
  revision: 1,
  createdAt: "2026-11-24T00:00:00Z",
  updatedAt: "2026-11-24T00:00:00Z",
  replyCount: 0,
  canEdit: false,
  canAttach: false,
  canModerate: false,
  withUser: null,
  mentions: [],
  pending: false,
  thread: newThread("2026-01-01T00:00:00.000000Z"),
});

/** `counts[i]` marks on leaf i, named `i.n`. */
const leaves = (...counts: number[]): LeafMarks[] =>
  counts.map((count, i) => Array.from({ length: count }, (_, n) => annotation(`${i}.${n}`)));
const drawnOf = (drawn: readonly LeafMarks[], wanted: readonly LeafMarks[]) =>
  wanted.flatMap((marks, i) => (drawn[i] === marks ? [i] : []));

const NONE = leaves(0, 0, 0, 0, 0, 0, 0, 0);
const ALL = leaves(9, 9, 9, 9, 9, 9, 9, 9);

test("what stands in the window is drawn at once, however much it is", () => {
  expect(drawnOf(wave(NONE, ALL, { first: 3, last: 6 }, null, 1), ALL)).toEqual([3, 4, 5, 6, 2].sort());
});

test("waves go outwards from the window until everything is drawn", () => {
  const order: number[][] = [];
  let drawn: readonly LeafMarks[] = NONE;
  while (drawn !== ALL) {
    const next = wave(drawn, ALL, { first: 3, last: 4 }, null, 10);
    order.push(drawnOf(next, ALL).filter((i) => drawn[i] !== ALL[i]));
    drawn = next;
    expect(order.length).toBeLessThan(9);
  }
  expect(order).toEqual([
    [2, 3, 4, 5],
    [1, 6],
    [0, 7],
  ]);
});

test("a leaf with more marks than a wave holds is still drawn", () => {
  const wanted = leaves(0, 0, 0, 0, 0, 0, 0, 500);
  expect(wave(NONE, wanted, { first: 0, last: 1 }, null, 10)).toBe(wanted);
});

test("the mark that is sought does not wait for its turn", () => {
  expect(drawnOf(wave(NONE, ALL, { first: 0, last: 0 }, "7.3", 1), ALL)).toContain(7);
});

test("a leaf that nothing changed is left alone", () => {
  const [first] = ALL;
  const drawn = [first!, ...NONE.slice(1)];
  expect(wave(drawn, ALL, { first: 0, last: 0 }, null, 1)[0]).toBe(first);
});
