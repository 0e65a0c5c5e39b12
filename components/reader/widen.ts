import type { Person } from "@/lib/schemas/user";

type Place = { layer: string; groupId: string | null; sectionId?: string | null; withUser?: Person | null };

/** Whether somebody who cannot see a note in its old place may see it in the new one. */
export function widens(from: Place, to: Place): boolean {
  if (to.layer === "private" || from.layer === "public") return false;
  if (to.layer === "public" || from.layer === "private") return true;
  if (from.groupId !== to.groupId) return true;
  if (from.withUser) return from.withUser.id !== to.withUser?.id;
  return Boolean(from.sectionId) && from.sectionId !== to.sectionId;
}
