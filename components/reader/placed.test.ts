import { describe, expect, test } from "vitest";
import { newThread } from "@/lib/reactions";
import type { Annotation } from "@/lib/schemas/annotation";
import { placed } from "./placed";

const [V2, V3] = ["v2", "v3"];
const sure = { how: "exact", confidence: 1, attachedBy: null, attachedAt: null } as const;
/** A mark on the words [10, 20) of the version it was made in, standing at `at` in the version that an answer speaks of. */
const mark = (versionId: string, at: number | null, body = ""): Annotation => ({
  id: "a",
  articleId: "x",
  versionId,
  kind: "claim",
  quote: { exact: "0123456789", prefix: "", suffix: "", start: 10, end: 20 },
  span: at === null ? null : { start: at, end: at + 10 },
  anchor: at === null ? null : { ...sure, how: "mapped", confidence: 0.9 },
  body,
  tags: [],
  speaker: null,
  source: null,
  layer: "private",
  groupId: null,
  sectionId: null,
  author: { id: "me", name: "Ada" },
  revision: 1,
  createdAt: "",
  updatedAt: "",
  replyCount: 0,
  canEdit: true,
  canAttach: true,
  canModerate: false,
  withUser: null,
  mentions: [],
  pending: false,
  thread: newThread("2026-01-01T00:00:00.000000Z"),
});

describe("a page that was open while somebody published", () => {
  const page = { versionId: V2, current: true };
  test("keeps the place it shows when the answer speaks of the newer text", () => {
    const kept = placed(mark(V2, 50, "new words"), mark(V2, 10), page);
    expect(kept).toMatchObject({ body: "new words", span: { start: 10, end: 20 } });
  });
  test("draws a passage that was chosen in its own version where it was chosen", () => {
    const moved = { ...mark(V2, 50), quote: { ...mark(V2, 50).quote, start: 30, end: 40 } };
    expect(placed(moved, mark(V2, 10), page).span).toEqual({ start: 30, end: 40 });
  });
  test("leaves a mark without a place that had none in its version", () => {
    expect(placed(mark("v1", 50), mark("v1", null), { ...page, current: false }).span).toBeNull();
  });
});

test("a mark that was made offline on an older version has no place until it is answered, and then the answer's", () => {
  const page = { versionId: V3, current: true };
  const waiting = placed(mark(V2, 10), undefined, page, false);
  expect(waiting).toMatchObject({ span: null, anchor: null });
  expect(placed(waiting, waiting, page, false).span).toBeNull();
  expect(placed(mark(V2, 50), waiting, page).span).toEqual({ start: 50, end: 60 });
});

test("an old version takes no place from an answer, which is one in the current text", () => {
  const page = { versionId: "v1", current: false };
  expect(placed(mark(V3, 50), undefined, page).span).toBeNull();
  expect(placed(mark("v1", 50), mark("v1", 10), page).span).toEqual({ start: 10, end: 20 });
});
