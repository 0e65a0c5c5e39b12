import { and, eq, or, sql } from "drizzle-orm";
import { conflict, notFound } from "@/lib/problem";
import type { Blocked } from "@/lib/schemas/moderation";
import type { Account } from "@/lib/schemas/user";
import { blockOf, personKnownTo } from "./access";
import { db } from "./client";
import { iso } from "./paging";
import { blocks, users } from "./schema";

/** Two who are hidden from each other in public layers, because one of them chose so; the other is not told. */

/** Blocks somebody I know of: an id alone would tell whose it is. Again changes nothing. @throws Problem 404; 409 oneself */
export async function block(viewer: Account, userId: string): Promise<void> {
  if (userId === viewer.id) conflict("That is you.");
  const already = sql`exists (select 1 from ${blocks} where ${blocks.blockedId} = ${users.id} and ${blockOf(viewer)})`;
  const [there] = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), or(personKnownTo(viewer), already)));
  if (!there) notFound();
  await db.insert(blocks).values({ userId: viewer.id, blockedId: userId }).onConflictDoNothing();
}

/** Ends that. @throws Problem 404 when I have not blocked them */
export async function unblock(viewer: Account, userId: string): Promise<void> {
  const gone = await db
    .delete(blocks)
    .where(and(eq(blocks.blockedId, userId), blockOf(viewer)))
    .returning({ id: blocks.blockedId });
  if (!gone.length) notFound();
}

/** Whom I blocked, by name. */
export async function blocked(viewer: Account): Promise<Blocked[]> {
  return db
    .select({ id: users.id, name: users.name, at: iso(blocks.at) })
    .from(blocks)
    .innerJoin(users, eq(users.id, blocks.blockedId))
    .where(blockOf(viewer))
    .orderBy(sql`lower(${users.name})`, users.id);
}
