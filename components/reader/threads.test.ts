import { expect, test } from "vitest";
import { NO_REACTIONS } from "@/lib/reactions";
import type { Reply } from "@/lib/schemas/reply";
import { arrange, DEEPEST, fold } from "./threads";

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
const drawn = (replies: Reply[]) =>
  arrange(replies)
    .map(({ reply, depth, to }) => `${"·".repeat(depth)}${reply.id}${to ? `→${to}` : ""}`)
    .join(" ");

test("answers follow what they answer, oldest first", () => {
  expect(drawn(thread("a", "b", "c<a", "d<b", "e<a"))).toBe("a ·c ·e b ·d");
});
test("beyond the deepest indent a reply says whom it answers", () => {
  expect(drawn(thread("a", "b<a", "c<b", "d<c", "e<d", "f<e"))).toBe("a ·b ··c ···d ···e→D ···f→E");
});
test("an answer to what is not there stands at the top", () => {
  expect(drawn(thread("b<gone", "c<b"))).toBe("b ·c");
});
test("ten thousand answers in a row neither overflow nor crawl", () => {
  const row = thread(...Array.from({ length: 10_000 }, (_, i) => (i === 0 ? "r0" : `r${i}<r${i - 1}`)));
  const placed = arrange(row);
  expect(placed.length).toBe(10_000);
  expect(Math.max(...placed.map((p) => p.depth))).toBe(DEEPEST);
});
test("a long thread shows its beginning and its end", () => {
  const all = Array.from({ length: 20 }, (_, i) => i);
  expect(fold(all, false)).toEqual({ first: [0, 1, 2], hidden: 14, last: [17, 18, 19] });
  expect(fold(all, true).hidden).toBe(0);
  expect(fold(all.slice(0, 8), false).hidden).toBe(0);
});
