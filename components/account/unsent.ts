import { call, patiently } from "@/components/reader/client";
import { drop, kept } from "@/components/reader/drafts";
import { isNoteDraft } from "@/components/reader/note-draft";
import { createOutbox, FAST } from "@/components/reader/outbox";

/** Something this person wrote in this browser that the server has not confirmed. */
export type Unsent = { key: string; passage: string; words: string };

const ANNOTATION = "annotation:";
/** The keys of what is still being typed: an annotation's note, or a reply to it and to one of its replies. */
const NOTE = /^draft:[^:]+:note:([\w-]+)$/;
const REPLY = /^draft:[^:]+:reply:([\w-]+):([\w-]+)$/;

const text = (value: unknown, ...path: string[]): string => {
  let at: unknown = value;
  for (const step of path)
    at = typeof at === "object" && at !== null ? Object.entries(at).find(([name]) => name === step)?.[1] : undefined;
  return typeof at === "string" ? at : "";
};

/** What is unsaved: marks and changes on their way, and notes and replies that are still being typed. */
export function unsentOf(userId: string): Unsent[] {
  return Object.entries(kept(userId)).flatMap(([key, value]): Unsent[] => {
    if (key.startsWith(ANNOTATION)) {
      const words = text(value, "patch", "body") || text(value, "put", "body") || text(value, "shown", "body");
      return [{ key, passage: text(value, "shown", "quote", "exact"), words }];
    }
    const words = text(value, "body");
    return key.startsWith("draft:") && words ? [{ key, passage: "", words }] : [];
  });
}

/** Saves what can be saved from here, marks before what hangs on them. @returns what is left afterwards */
export async function saveAll(userId: string): Promise<Unsent[]> {
  await sendMarks(userId);
  for (const [key, value] of Object.entries(kept(userId))) if (await sendDraft(userId, key, value)) drop(userId, key);
  return unsentOf(userId);
}

function sendMarks(userId: string): Promise<void> {
  const waiting = new Set(
    Object.keys(kept(userId)).flatMap((key) => (key.startsWith(ANNOTATION) ? [key.slice(ANNOTATION.length)] : [])),
  );
  if (!waiting.size) return Promise.resolve();
  return new Promise((done) => {
    createOutbox(userId, ({ id }, now) => {
      // What came too fast goes by itself in a moment.
      if (now.state !== "sending" && !(now.state === "kept" && now.why === FAST)) waiting.delete(id);
      if (!waiting.size) done();
    }).resume();
  });
}

/** Seconds: as long as the server ever asks somebody who writes too fast to wait. */
const LONGEST = 60;

/** One draft, into the layer where its annotation is already: whether it moves elsewhere is decided in the reader. */
async function sendDraft(userId: string, key: string, value: unknown): Promise<boolean> {
  const [, noteOf] = NOTE.exec(key) ?? [];
  if (noteOf && isNoteDraft(value)) {
    const { kind, body, tags, speaker, source, base } = value;
    // An editor that was open before its mark was saved says 0; the first revision is 1.
    const sent = { body: { kind, body, tags, speaker, source }, revision: base || 1, as: userId };
    return (await patiently(LONGEST, () => call("PATCH", `annotations/${noteOf}`, sent))).ok;
  }
  const [, annotationId, parent] = REPLY.exec(key) ?? [];
  const id = text(value, "id");
  if (!annotationId || !id || !text(value, "body").trim()) return false;
  const body = { body: text(value, "body").trimEnd(), parentId: parent === "top" ? null : parent };
  const send = () => call("PUT", `annotations/${annotationId}/replies/${id}`, { body, as: userId });
  return (await patiently(LONGEST, send)).ok;
}
