import { type Mention, named } from "@/lib/mentions";
import type { Annotation } from "@/lib/schemas/annotation";
import type { Person } from "@/lib/schemas/user";
import { KINDS } from "./kinds";
import type { NotePatch } from "./model";

/** What an editor of a note holds: the fields as typed, and the revision that it was opened on. */
export type NoteDraft = Pick<Annotation, "kind" | "body" | "tags" | "speaker" | "source" | "layer" | "groupId"> & {
  /** Not there in a draft of an earlier version of Gloss: as it is. */
  question?: boolean;
  mentions?: Mention[];
  /** How it is to be narrowed within its group; as it is unless given. */
  sectionId?: string | null;
  withUser?: Person | null;
  base: number;
};

export const openNote = ({
  kind,
  body,
  mentions,
  tags,
  speaker,
  source,
  layer,
  groupId,
  revision,
  thread,
}: Annotation): NoteDraft => ({
  ...{ kind, body, mentions, tags, speaker, source, layer, groupId, question: thread.question },
  base: revision,
});

const textOrNull = (value: unknown) => value === null || typeof value === "string";
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isPerson = (value: unknown) => isObject(value) && typeof value.id === "string" && typeof value.name === "string";
/** Whom a draft names, or nothing in a draft of an earlier version of Gloss. */
export const areMentions = (value: unknown): value is Mention[] | undefined =>
  value === undefined ||
  (Array.isArray(value) &&
    value.every((one) => isObject(one) && typeof one.userId === "string" && typeof one.name === "string"));
/** A draft as this version of Gloss keeps it: what a browser holds may be torn, or from another time. */
export function isNoteDraft(value: unknown): value is NoteDraft {
  if (!isObject(value)) return false;
  const draft = value;
  return (
    areMentions(draft.mentions) &&
    (draft.sectionId === undefined || textOrNull(draft.sectionId)) &&
    (draft.withUser === undefined || draft.withUser === null || isPerson(draft.withUser)) &&
    typeof draft.body === "string" &&
    typeof draft.base === "number" &&
    KINDS.some((kind) => kind === draft.kind) &&
    Array.isArray(draft.tags) &&
    draft.tags.every((tag) => typeof tag === "string") &&
    textOrNull(draft.speaker) &&
    textOrNull(draft.source) &&
    textOrNull(draft.groupId) &&
    (draft.layer === "private" || draft.layer === "public" || (draft.layer === "group" && draft.groupId !== null))
  );
}

const idOf = (one: Mention) => one.userId;
const line = (value: string | null) => value?.trim() || null;

/** Whether a kept value is a draft that says what the note says already: it was saved, and the browser ended before it forgot it. */
export const isSaved = (value: unknown, now: Annotation): boolean => isNoteDraft(value) && patchOf(value, now) === null;

/**
 * What saving comes to when the note has another revision than the draft was opened on: `done` when it says what the draft
 * says, `again` when its content is as it was when the draft was opened (`opened`), and only else a `conflict`.
 */
export function meet(draft: NoteDraft, theirs: Annotation, opened: Annotation): "done" | "again" | "conflict" {
  if (patchOf(draft, theirs) === null) return "done";
  const untouched =
    opened.revision === draft.base &&
    patchOf({ ...openNote(opened), sectionId: opened.sectionId, withUser: opened.withUser }, theirs) === null;
  return untouched ? "again" : "conflict";
}

/** What saving the draft changes of the annotation, or `null` for nothing. */
export function patchOf(draft: NoteDraft, now: Annotation): NotePatch | null {
  const patch: NotePatch = {};
  if (draft.kind !== now.kind) patch.kind = draft.kind;
  if (draft.body.trimEnd() !== now.body) patch.body = draft.body.trimEnd();
  if (draft.mentions) {
    const names = named(draft.body, draft.mentions);
    if (names.map(idOf).join() !== now.mentions.map(idOf).join()) patch.mentions = names;
  }
  if (draft.tags.join("\n") !== now.tags.join("\n")) patch.tags = draft.tags;
  if (line(draft.speaker) !== now.speaker) patch.speaker = line(draft.speaker);
  if (line(draft.source) !== now.source) patch.source = line(draft.source);
  if (draft.question !== undefined && draft.question !== now.thread.question) patch.question = draft.question;
  if (
    draft.layer !== now.layer ||
    draft.groupId !== now.groupId ||
    (draft.sectionId !== undefined && draft.sectionId !== now.sectionId) ||
    (draft.withUser !== undefined && draft.withUser?.id !== now.withUser?.id)
  ) {
    const { layer, groupId, sectionId = null, withUser = null } = draft;
    Object.assign(patch, { layer, groupId, sectionId, withUser });
  }
  return Object.keys(patch).length > 0 ? patch : null;
}
