import { expect, test } from "vitest";
import { type TalkMark, toTalkAbout, worthReading } from "./talk";

const mark = (id: string, more: Partial<TalkMark> = {}): TalkMark => ({
  ...{ id, by: id, kind: "claim", start: 0, end: 10, asks: false, resolved: false, alsoAsk: 0, replies: 0, length: 0 },
  ...more,
});
const at = (start: number) => ({ start, end: start + 10 });

test("passages come by questions, who asks too, replies and disagreement; what nobody says anything of stays out", () => {
  const passages = toTalkAbout([
    mark("quiet", at(0)),
    mark("open", { ...at(20), asks: true }),
    mark("asked by many", { ...at(40), asks: true, alsoAsk: 4, replies: 2 }),
    mark("settled", { ...at(60), asks: true, resolved: true }),
    mark("as a claim", at(80)),
    mark("as evidence", { ...at(80), kind: "evidence" }),
  ]);
  expect(passages.map(({ start, worth }) => [start, worth])).toEqual([
    [40, 9],
    [20, 3],
    [80, 2],
    [60, 1],
  ]);
  expect(passages[0]).toMatchObject({ questions: 1, alsoAsk: 4, replies: 2, people: 1 });
  expect(passages[2]?.voices.differ).toBe(true);
});

test("one who differs from many is no disagreement, and of equals the passage that more marked comes first", () => {
  const many = ["a", "b", "c", "d"].map((id) => mark(id, at(100)));
  expect(toTalkAbout([...many, mark("e", { ...at(100), kind: "quote" })])).toEqual([]);
  const equals = toTalkAbout([mark("x", { ...at(0), replies: 1 }), ...many, mark("y", { ...at(100), replies: 1 })]);
  expect(equals.map(({ start, people }) => [start, people])).toEqual([
    [100, 5],
    [0, 1],
  ]);
});

test("of a passage's notes the open questions are read first, then what was answered most", () => {
  const notes = [
    mark("long", { length: 400 }),
    mark("empty", { replies: 9 }),
    mark("answered", { replies: 2, length: 5 }),
    mark("question", { asks: true, length: 4 }),
    mark("short", { length: 3 }),
  ];
  expect(worthReading(notes, 3).map(({ id }) => id)).toEqual(["question", "answered", "long"]);
});
