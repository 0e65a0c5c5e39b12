import type { GroupOfReading } from "@/lib/schemas/group";
import type { LayerChoice } from "./model";

/** Where a mark goes until its reader says otherwise. */
export const ME: LayerChoice = { layer: "private", groupId: null };

const layerKey = (userId: string, articleId: string) => `gloss:${userId}:layer:${articleId}`;

/**
 * A group, or a section of it, is remembered for this article, and "only me" (where an assignment asks for notes to a group
 * it is not the start). Public is never remembered, nor whom one talked to alone.
 */
export function rememberLayer(userId: string, articleId: string, layer: LayerChoice) {
  try {
    if (layer.layer === "group" && !layer.withUser)
      localStorage.setItem(layerKey(userId, articleId), JSON.stringify([layer.groupId, layer.sectionId ?? null]));
    else if (layer.layer === "private") localStorage.setItem(layerKey(userId, articleId), '["private"]');
    else localStorage.removeItem(layerKey(userId, articleId));
  } catch {
    // Without storage every visit starts at "only me".
  }
}
/** What is kept of the last choice: a group and perhaps a section of it, or "private"; nothing where none was made. */
function lastChoice(userId: string, articleId: string): unknown[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(layerKey(userId, articleId)) ?? "null");
    return Array.isArray(kept) ? kept : [kept];
  } catch {
    return [];
  }
}

/**
 * Where marks on this article go at first: as its reader last chose here. Whoever opens it from a group writes for that
 * group, unless they chose to write for themselves.
 * @param opened the group that the reader came from, if any
 * @param asking the group that is asked for notes on this text, if any: there they go until their reader says otherwise
 */
export function rememberedLayer(
  userId: string,
  articleId: string,
  groups: readonly GroupOfReading[],
  opened: string | null = null,
  asking: string | null = null,
): LayerChoice {
  const [last, lastSection = null] = lastChoice(userId, articleId);
  const mayWrite = (id: unknown) => groups.find((g) => g.id === id && g.writes);
  const group = last === "private" ? undefined : (mayWrite(opened) ?? mayWrite(last ?? asking));
  if (!group) return ME;
  const sectionId = group.id === last ? lastSection : null;
  if (!group.leads || sectionId === null)
    return { layer: "group", groupId: group.id, sectionId: group.section?.id ?? null };
  // Whoever chose a section that is gone did not choose everybody.
  const section = group.sections.find((s) => s.id === sectionId);
  return section ? { layer: "group", groupId: group.id, sectionId: section.id } : ME;
}
