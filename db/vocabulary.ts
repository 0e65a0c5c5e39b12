import { and, asc, eq } from "drizzle-orm";
import { notFound } from "@/lib/problem";
import type { VocabularyTag } from "@/lib/schemas/group";
import type { Account, Viewer } from "@/lib/schemas/user";
import { groupArrangedBy, groupVisibleTo } from "./access";
import { db } from "./client";
import { groups, vocabulary } from "./schema";

/** The tags that a group's leads set, each with a colour and a line of help, in their order. */

/** Of a group that this viewer may see. @throws Problem 404 */
export async function of(viewer: Viewer, groupId: string): Promise<VocabularyTag[]> {
  const rows = await db
    .select({ tag: vocabulary.tag, colour: vocabulary.colour, help: vocabulary.help })
    .from(groups)
    .leftJoin(vocabulary, eq(vocabulary.groupId, groups.id))
    .where(and(eq(groups.id, groupId), groupVisibleTo(viewer)))
    .orderBy(asc(vocabulary.position));
  if (rows.length === 0) notFound();
  return rows.flatMap(({ tag, colour, help }) => (tag && colour ? [{ tag, colour, help: help ?? "" }] : []));
}

/** Sets all of it, for a group that I lead and that is in use. Notes keep their tags, whatever becomes of these. @throws Problem 404 */
export async function set(viewer: Account, groupId: string, tags: readonly VocabularyTag[]): Promise<VocabularyTag[]> {
  await db.transaction(async (tx) => {
    // Held, so that of two who set it at once one comes after the other, whole.
    const [led] = await tx
      .select({ id: groups.id })
      .from(groups)
      .where(and(eq(groups.id, groupId), groupArrangedBy(viewer), eq(groups.sample, false)))
      .for("no key update");
    if (!led) notFound();
    await tx.delete(vocabulary).where(eq(vocabulary.groupId, groupId));
    if (tags.length) await tx.insert(vocabulary).values(tags.map((one, position) => ({ ...one, groupId, position })));
  });
  return [...tags];
}
