import { expect, test } from "vitest";
import { newThread } from "@/lib/reactions";
import type { Annotation } from "@/lib/schemas/annotation";
import { isNoteDraft, isSaved, meet, openNote } from "./note-draft";

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

test("what the server tidies, or leaves out of those named, is saved all the same", () => {
  const draft = { ...openNote(note()), body: "Ask @Bo", mentions: [{ userId: "bo", name: "Bo" }] };
  const typed = { ...draft, tags: ["#log ", "e\u0301te\u0301", "Log"], speaker: " Runa  Holt ", source: "\u200B" };
  expect(isSaved(typed, note({ body: "Ask @Bo", tags: ["Log", "\u00e9t\u00e9"], speaker: "Runa Holt" }))).toBe(true);
  expect(isSaved(typed, note({ body: "Ask @Bo", tags: ["log"], speaker: "Runa Holt" }))).toBe(false);
});

test("another revision is a conflict only where the same part of it is another one", () => {
  const opened = note();
  const draft = { ...openNote(opened), body: "mine" };
  expect(meet(draft, note({ revision: 2, body: "mine" }), opened)).toBe("done");
  expect(meet(draft, note({ revision: 2, replyCount: 3 }), opened)).toMatchObject({ base: 2, body: "mine" });
  expect(meet(draft, note({ revision: 2, body: "theirs" }), opened)).toBe("conflict");
  // What was changed meanwhile stays, and is not put back to what it was.
  const moved = note({ revision: 2, tags: ["theirs"], layer: "group", groupId: "g" });
  expect(meet(draft, moved, opened)).toMatchObject({
    ...{ base: 2, body: "mine", tags: ["theirs"], layer: "group", groupId: "g" },
  });
});

test("a draft of an earlier visit knows what it was opened on, whatever this visit shows", () => {
  const draft = JSON.parse(JSON.stringify({ ...openNote(note()), body: "mine" }));
  const now = note({ revision: 3, tags: ["theirs"] });
  expect(isNoteDraft(draft)).toBe(true);
  expect(meet(draft, now, now)).toMatchObject({ base: 3, body: "mine", tags: ["theirs"] });
  expect(meet(draft, note({ revision: 3, body: "theirs" }), now)).toBe("conflict");
  // Opened and left as it was: what stands there now is what it says.
  expect(meet({ ...draft, body: "" }, now, now)).toBe("done");
});

test("of a draft that an earlier version of Gloss kept nothing is known but its revision", () => {
  const { was: _, ...draft } = { ...openNote(note()), body: "mine" };
  expect(isNoteDraft(draft)).toBe(true);
  expect(meet(draft, note({ revision: 3 }), note({ revision: 2 }))).toBe("conflict");
  expect(meet(draft, note({ revision: 2 }), note())).toMatchObject({ base: 2, body: "mine" });
  expect(isNoteDraft({ ...draft, was: { body: 3 } })).toBe(false);
});
