import { expect, test } from "vitest";
import { NO_REACTIONS } from "@/lib/reactions";
import type { Reply } from "@/lib/schemas/reply";
import { arrange, branchOf, close, fold, LEVELS } from "./threads";

/** "b<a" is reply b to a; their order in the list is their age. */
const thread = (...said: string[]): Reply[] =>
  said.map((text, i) => {
    const [id, parentId] = text.split("<") as [string, string | undefined];
    const at = `2026-01-01T00:00:${String(i).padStart(2, "0")}.000000Z`;
    const author = { id: `person-${id}`, name: id.toUpperCase() };
    return {
      ...{ id, parentId: parentId ?? null, author, annotationId: "n", body: "words", deleted: false },
      ...{
        revision: 1,
        createdAt: at,
        updatedAt: at,
        canEdit: false,
        canModerate: false,
        reactions: NO_REACTIONS,
        mine: [],
        pending: false,
        mentions: [],
      },
    };
  });
const drawn = (replies: Reply[], from?: string) =>
  arrange(replies, from)
    .map(({ reply, depth, answers, deeper }) => `${"·".repeat(depth)}${reply.id}${deeper ? `+${answers}` : ""}`)
    .join(" ");
/** So many replies, each to the one before. */
const row = (n: number) => thread(...Array.from({ length: n }, (_, i) => (i === 0 ? "r0" : `r${i}<r${i - 1}`)));

test("answers follow what they answer, oldest first", () => {
  expect(drawn(thread("a", "b", "c<a", "d<b", "e<a"))).toBe("a ·c ·e b ·d");
});
test("eight levels stand within one another, and the thread goes on from the last", () => {
  const nine = row(10);
  expect(drawn(nine)).toBe("r0 ·r1 ··r2 ···r3 ····r4 ·····r5 ······r6 ·······r7+2");
  expect(drawn(nine, "r7")).toBe("r7 ·r8 ··r9");
  expect(drawn(nine, "gone")).toBe(drawn(nine));
});
test("a reply is found in the branch that shows it", () => {
  const long = row(30);
  expect(branchOf(long, "r7")).toBeNull();
  for (const id of ["r8", "r14", "r15", "r29"]) {
    const branch = branchOf(long, id);
    expect(arrange(long, branch).map((each) => each.reply.id)).toContain(id);
  }
  expect([branchOf(long, "r8"), branchOf(long, "r15")]).toEqual(["r7", "r14"]);
});
test("each reply knows how many answers stand below it, and they can be put away", () => {
  const talk = thread("a", "b<a", "c<b", "d<a", "e");
  const gone = talk.map((reply) => (reply.id === "b" ? { ...reply, deleted: true, body: null } : reply));
  expect(arrange(talk).map((each) => each.answers)).toEqual([3, 1, 0, 0, 0]);
  expect(arrange(gone).map((each) => each.answers)).toEqual([2, 1, 0, 0, 0]);
  const ids = (closed: string[]) => close(arrange(talk), new Set(closed)).map((each) => each.reply.id);
  expect(ids(["b"])).toEqual(["a", "b", "d", "e"]);
  expect(ids(["a", "b"])).toEqual(["a", "e"]);
});
test("an answer to what is not there stands at the top", () => {
  expect(drawn(thread("b<gone", "c<b"))).toBe("b ·c");
});
test("ten thousand answers in a row neither overflow nor crawl", () => {
  const long = row(10_000);
  expect(arrange(long).map((each) => each.depth)).toEqual(Array.from({ length: LEVELS }, (_, depth) => depth));
  expect(arrange(long)[0]?.answers).toBe(9_999);
});
test("a long thread shows its beginning and its end", () => {
  const all = Array.from({ length: 20 }, (_, i) => i);
  expect(fold(all, false)).toEqual({ first: [0, 1, 2], hidden: 14, last: [17, 18, 19] });
  expect(fold(all, true).hidden).toBe(0);
  expect(fold(all.slice(0, 8), false).hidden).toBe(0);
});
