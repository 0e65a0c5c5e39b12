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
/** @param asking the group that is asked for notes on this text, if any: there they go until their reader says otherwise */
export function rememberedLayer(
  userId: string,
  articleId: string,
  groups: readonly GroupOfReading[],
  asking: string | null = null,
): LayerChoice {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(layerKey(userId, articleId)) ?? JSON.stringify(asking));
    const [groupId, sectionId = null]: unknown[] = Array.isArray(kept) ? kept : [kept];
    const group = groups.find((g) => g.id === groupId && g.writes);
    if (!group) return ME;
    if (!group.leads || sectionId === null)
      return { layer: "group", groupId: group.id, sectionId: group.section?.id ?? null };
    // Whoever chose a section that is gone did not choose everybody.
    const section = group.sections.find((s) => s.id === sectionId);
    return section ? { layer: "group", groupId: group.id, sectionId: section.id } : ME;
  } catch {
    return ME;
  }
}
