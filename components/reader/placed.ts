import type { Annotation } from "@/lib/schemas/annotation";

type Anchor = NonNullable<Annotation["anchor"]>;
/** How sure the place of a passage is that its reader has just chosen. */
export const CHOSEN_HERE: Anchor = { how: "exact", confidence: 1, attachedBy: null, attachedAt: null };

const samePassage = (a: Annotation, b: Annotation) =>
  a.quote.exact === b.quote.exact && a.quote.start === b.quote.start && a.quote.end === b.quote.end;

/**
 * An annotation as the page of one version shows it. An answer about a single annotation gives its place in the version
 * that is current, and a page may show an earlier one: an old version, or the one that was current when the page was
 * opened. What the page knows of a place therefore holds for as long as the passage is the same; a passage that was
 * chosen in this very version stands where it was chosen. Only a page of the current version takes what is answered.
 * @param before what the page showed of it, if anything
 * @param answered false for what waits in this browser: its place was that of another page
 */
export function placed(
  now: Annotation,
  before: Annotation | undefined,
  page: { versionId: string; current: boolean },
  answered = true,
): Annotation {
  if (before && samePassage(before, now) && (before.span || !answered || !page.current))
    return { ...now, span: before.span, anchor: before.anchor };
  if (now.versionId === page.versionId)
    return { ...now, span: { start: now.quote.start, end: now.quote.end }, anchor: CHOSEN_HERE };
  return answered && page.current ? now : { ...now, span: null, anchor: null };
}

/** Whether a list that was asked for again says anything new of an annotation. */
export const differs = (a: Annotation, b: Annotation) =>
  a.revision !== b.revision ||
  a.replyCount !== b.replyCount ||
  a.canAttach !== b.canAttach ||
  a.span?.start !== b.span?.start ||
  a.span?.end !== b.span?.end ||
  a.anchor?.confidence !== b.anchor?.confidence ||
  a.anchor?.attachedAt !== b.anchor?.attachedAt ||
  a.pending !== b.pending ||
  JSON.stringify(a.thread) !== JSON.stringify(b.thread);
