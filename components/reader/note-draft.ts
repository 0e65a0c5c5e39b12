import type { Annotation, AnnotationPatch } from "@/lib/schemas/annotation";
import { KINDS } from "./kinds";

/** What an editor of a note holds: the fields as typed, and the revision that it was opened on. */
export type NoteDraft = Pick<Annotation, "kind" | "body" | "tags" | "speaker" | "source" | "layer" | "groupId"> & {
  /** Not there in a draft of an earlier version of Gloss: as it is. */
  question?: boolean;
  base: number;
};

export const openNote = ({
  kind,
  body,
  tags,
  speaker,
  source,
  layer,
  groupId,
  revision,
  thread,
}: Annotation): NoteDraft => ({
  ...{ kind, body, tags, speaker, source, layer, groupId, question: thread.question },
  base: revision,
});

const textOrNull = (value: unknown) => value === null || typeof value === "string";
/** A draft as this version of Gloss keeps it: what a browser holds may be torn, or from another time. */
export function isNoteDraft(value: unknown): value is NoteDraft {
  if (typeof value !== "object" || value === null) return false;
  const draft: Record<string, unknown> = { ...value };
  return (
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

const line = (value: string | null) => value?.trim() || null;

/** What saving the draft changes of the annotation, or `null` for nothing. */
export function patchOf(draft: NoteDraft, now: Annotation): AnnotationPatch | null {
  const patch: Partial<AnnotationPatch> = {};
  if (draft.kind !== now.kind) patch.kind = draft.kind;
  if (draft.body.trimEnd() !== now.body) patch.body = draft.body.trimEnd();
  if (draft.tags.join("\n") !== now.tags.join("\n")) patch.tags = draft.tags;
  if (line(draft.speaker) !== now.speaker) patch.speaker = line(draft.speaker);
  if (line(draft.source) !== now.source) patch.source = line(draft.source);
  if (draft.question !== undefined && draft.question !== now.thread.question) patch.question = draft.question;
  if (draft.layer !== now.layer || draft.groupId !== now.groupId) {
    patch.layer = draft.layer;
    patch.groupId = draft.groupId;
  }
  return Object.keys(patch).length > 0 ? (patch as AnnotationPatch) : null;
}
