import { and, asc, eq, ilike, sql } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "@/lib/problem";
import type { Member } from "@/lib/schemas/group";
import type { Viewer } from "@/lib/schemas/user";
import type { Listed } from "@/lib/schemas/wire";
import { memberOf } from "./access";
import { db } from "./client";
import { cursorOf, iso, listed, patterns, placeOf } from "./paging";
import { memberships, users } from "./schema";

/** The people of a group, a page at a time: of three hundred nobody looks at all. */

const rank = sql<number>`array_position(array['owner', 'lead', 'member', 'guest'], ${memberships.role})`;
const place = z.tuple([z.int().min(1).max(4), z.iso.datetime(), z.uuid()]);

/**
 * People of a group of mine whose names hold these words, or all: owners and leads first, then by when they joined. Empty
 * for a group that I am not in.
 */
export async function page(
  viewer: Viewer,
  groupId: string,
  { q, limit = 50, cursor }: { q?: string; limit?: number; cursor?: string } = {},
): Promise<Listed<Member>> {
  const after = placeOf(cursor, place);
  const found = await db
    .select({
      ...{ id: users.id, name: users.name, role: memberships.role, sectionId: memberships.sectionId },
      joinedAt: iso(memberships.joinedAt),
      rank,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.groupId, groupId),
        memberOf(memberships.groupId, viewer),
        ...patterns(q).map((pattern) => ilike(users.name, pattern)),
        after
          ? sql`(${rank}, ${memberships.joinedAt}, ${users.id}) > (${after[0]}::int, ${after[1]}::timestamptz, ${after[2]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(rank, asc(memberships.joinedAt), asc(users.id))
    .limit(limit + 1);
  return listed(
    found,
    limit,
    (row) => cursorOf(row.rank, row.joinedAt, row.id),
    ({ rank: _, ...row }) => row,
  );
}

/** How many of a group of mine own it, and how many members and guests are in no section. @throws Problem 404 */
export async function counts(viewer: Viewer, groupId: string): Promise<{ owners: number; unplaced: number }> {
  const [row] = await db
    .select({
      owners: sql<number>`count(*) filter (where ${memberships.role} = 'owner')::int`,
      unplaced: sql<number>`count(*) filter (where ${memberships.role} in ('member', 'guest') and ${memberships.sectionId} is null)::int`,
    })
    .from(memberships)
    .where(and(eq(memberships.groupId, groupId), memberOf(memberships.groupId, viewer)));
  return row?.owners ? row : notFound();
}
