import type { GroupOfReading } from "@/lib/schemas/group";
import type { LayerChoice } from "./model";

/** Where a mark goes until its reader says otherwise. */
export const ME: LayerChoice = { layer: "private", groupId: null };

const layerKey = (userId: string, articleId: string) => `gloss:${userId}:layer:${articleId}`;

/**
 * A group is remembered for this article; "only me" is the start anyway, and public is never remembered, nor whom one
 * talked to alone.
 */
export function rememberLayer(userId: string, articleId: string, layer: LayerChoice) {
  try {
    if (layer.layer === "group" && !layer.withUser)
      localStorage.setItem(layerKey(userId, articleId), JSON.stringify(layer.groupId));
    else localStorage.removeItem(layerKey(userId, articleId));
  } catch {
    // Without storage every visit starts at "only me".
  }
}
export function rememberedLayer(userId: string, articleId: string, groups: readonly GroupOfReading[]): LayerChoice {
  try {
    const groupId: unknown = JSON.parse(localStorage.getItem(layerKey(userId, articleId)) ?? "null");
    const group = groups.find((g) => g.id === groupId && g.writes);
    return group ? { layer: "group", groupId: group.id, sectionId: group.section?.id ?? null } : ME;
  } catch {
    return ME;
  }
}
