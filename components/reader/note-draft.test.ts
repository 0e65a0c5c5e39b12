import { expect, test } from "vitest";
import { newThread } from "@/lib/reactions";
import type { Annotation } from "@/lib/schemas/annotation";
import { isSaved, meet, openNote } from "./note-draft";

const note = (given: Partial<Annotation> = {}): Annotation => ({
  ...{ id: "a", articleId: "x", versionId: "v1", kind: "claim", body: "", tags: [], speaker: null, source: null },
  quote: { exact: "0123456789", prefix: "", suffix: "", start: 10, end: 20 },
  span: { start: 10, end: 20 },
  anchor: null,
  ...{ layer: "private", groupId: null, sectionId: null, withUser: null, mentions: [] },
  author: { id: "me", name: "Ada" },
  ...{ revision: 1, createdAt: "", updatedAt: "", replyCount: 0, pending: false },
  ...{ canEdit: true, canAttach: true, canModerate: false },
  thread: newThread("2026-01-01T00:00:00.000000Z"),
  ...given,
});

test("a draft that says what its note says was saved, whatever its revision", () => {
  const draft = { ...openNote(note()), body: "The office keeps a list.\n", tags: ["list"] };
  expect(isSaved(draft, note({ revision: 2, body: "The office keeps a list.", tags: ["list"] }))).toBe(true);
  expect(isSaved(draft, note({ revision: 2, body: "The office keeps a list." }))).toBe(false);
  expect(isSaved(draft, note())).toBe(false);
  expect(isSaved("torn", note())).toBe(false);
});

test("another revision is a conflict only where its content is another one", () => {
  const opened = note();
  const draft = { ...openNote(opened), body: "mine" };
  expect(meet(draft, note({ revision: 2, body: "mine" }), opened)).toBe("done");
  expect(meet(draft, note({ revision: 2, replyCount: 3 }), opened)).toBe("again");
  expect(meet(draft, note({ revision: 2, body: "theirs" }), opened)).toBe("conflict");
  expect(meet(draft, note({ revision: 2, tags: ["theirs"] }), opened)).toBe("conflict");
  // A draft of an earlier visit: nothing is known of what it was opened on.
  expect(meet({ ...draft, base: 1 }, note({ revision: 3 }), note({ revision: 2 }))).toBe("conflict");
});
