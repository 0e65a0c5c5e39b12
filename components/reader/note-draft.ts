import { isVisible, tidy, tidyTag } from "@/lib/line";
import { type Mention, named } from "@/lib/mentions";
import type { Annotation } from "@/lib/schemas/annotation";
import type { Person } from "@/lib/schemas/user";
import { KINDS } from "./kinds";
import type { NotePatch } from "./model";

type Fields = Pick<Annotation, "kind" | "body" | "tags" | "speaker" | "source" | "layer" | "groupId"> & {
  /** Not there in a draft of an earlier version of Gloss: as it is. */
  question?: boolean;
  mentions?: Mention[];
  /** How it is to be narrowed within its group; as it is unless given. */
  sectionId?: string | null;
  withUser?: Person | null;
};
/** What an editor of a note holds: the fields as typed, and the revision that it was opened on, with what that said. */
export type NoteDraft = Fields & {
  base: number;
  /** Not there in a draft of an earlier version of Gloss. */
  was?: Fields;
};

const fieldsOf = ({ kind, body, mentions, tags, speaker, source, layer, groupId, thread }: Annotation): Fields => ({
  ...{ kind, body, mentions, tags, speaker, source, layer, groupId, question: thread.question },
});
const wholeOf = (note: Annotation): Fields => ({
  ...fieldsOf(note),
  sectionId: note.sectionId,
  withUser: note.withUser,
});

export const openNote = (note: Annotation): NoteDraft => ({
  ...fieldsOf(note),
  base: note.revision,
  was: wholeOf(note),
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
export const isNoteDraft = (value: unknown): value is NoteDraft =>
  areFields(value) && "base" in value && typeof value.base === "number" && (!("was" in value) || areFields(value.was));
function areFields(value: unknown): value is Fields {
  if (!isObject(value)) return false;
  const draft = value;
  return (
    areMentions(draft.mentions) &&
    (draft.sectionId === undefined || textOrNull(draft.sectionId)) &&
    (draft.withUser === undefined || draft.withUser === null || isPerson(draft.withUser)) &&
    typeof draft.body === "string" &&
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
/** One line and tags as the server keeps them. */
const kept = (value: string | null) => (value && isVisible(value) ? tidy(value) : null);
const keptTags = (tags: readonly string[]) => [
  ...new Map(tags.map((tag) => [tidyTag(tag).toLocaleLowerCase("en"), tidyTag(tag)])).values(),
];

/** The parts of a note that are changed each on its own: whom its words name is a part of its words. */
const PARTS: readonly { keys: readonly (keyof Fields)[]; same: (a: Fields, b: Fields) => boolean }[] = [
  { keys: ["kind"], same: (a, b) => a.kind === b.kind },
  { keys: ["body", "mentions"], same: (a, b) => a.body.trimEnd() === b.body.trimEnd() },
  { keys: ["tags"], same: (a, b) => keptTags(a.tags).join("\n") === keptTags(b.tags).join("\n") },
  { keys: ["speaker"], same: (a, b) => kept(a.speaker) === kept(b.speaker) },
  { keys: ["source"], same: (a, b) => kept(a.source) === kept(b.source) },
  // What a draft of an earlier version of Gloss does not say is as it is.
  {
    keys: ["question"],
    same: (a, b) => a.question === undefined || b.question === undefined || a.question === b.question,
  },
  {
    keys: ["layer", "groupId", "sectionId", "withUser"],
    same: (a, b) =>
      a.layer === b.layer &&
      a.groupId === b.groupId &&
      (a.sectionId === undefined || b.sectionId === undefined || a.sectionId === b.sectionId) &&
      (a.withUser === undefined || b.withUser === undefined || a.withUser?.id === b.withUser?.id),
  },
];
const saysTheSame = (a: Fields, b: Fields) => PARTS.every(({ same }) => same(a, b));

/** Whether a kept value is a draft that says what the note says already: it was saved, and the browser ended before it forgot it. */
export const isSaved = (value: unknown, now: Annotation): boolean =>
  isNoteDraft(value) && saysTheSame(value, wholeOf(now));

/**
 * What saving comes to when the note has another revision than the draft was opened on: `done` when it says what the draft
 * says; the draft to save instead, with what was changed meanwhile, where nothing of that was changed here too; only else
 * a `conflict`.
 * @param opened the note as this visit first showed it, for drafts of an earlier version of Gloss
 */
export function meet(draft: NoteDraft, theirs: Annotation, opened: Annotation): "done" | "conflict" | NoteDraft {
  const now = wholeOf(theirs);
  if (saysTheSame(draft, now)) return "done";
  const was = draft.was ?? (opened.revision === draft.base ? wholeOf(opened) : null);
  if (!was) return "conflict";
  const met: NoteDraft = { ...draft, base: theirs.revision, was: now };
  for (const { keys, same } of PARTS) {
    if (same(draft, now) || same(now, was)) continue;
    if (!same(draft, was)) return "conflict";
    for (const key of keys) Object.assign(met, { [key]: now[key] });
  }
  return saysTheSame(met, now) ? "done" : met;
}

/** What saving the draft changes of the annotation, or `null` for nothing. */
export function patchOf(draft: Fields, now: Annotation): NotePatch | null {
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
