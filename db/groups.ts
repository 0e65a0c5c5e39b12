import { and, eq, or, sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { notFound } from "@/lib/problem";
import type { Group, GroupOfReading, Joins, ListedGroup, NewGroup, Role } from "@/lib/schemas/group";
import type { Account, Person, Viewer } from "@/lib/schemas/user";
import {
  groupLedBy,
  groupVisibleTo,
  masked,
  memberOf,
  namingOf,
  readingShownTo,
  requestAnsweredBy,
  visibleTo,
  writesIn,
} from "./access";
import { db } from "./client";
import { stand } from "./invites";
import { iso, isoOrNull } from "./paging";
import { personAt } from "./pseudonyms";
import { waitsIn } from "./queue";
import { annotations, articles, groups, joinRequests, memberships, readings, users } from "./schema";

/** Circles of readers, as those see them who are in, or look at a public one from outside. */

const _person = { id: users.id, name: users.name };
const _now = sql`clock_timestamp()`;

const columns = (viewer: Viewer) => ({
  id: groups.id,
  name: groups.name,
  description: groups.description,
  role: sql<Role>`(select ${memberships.role} from ${memberships} where ${memberships.groupId} = ${groups.id} and ${memberships.userId} = ${viewer?.id ?? null}::uuid)`,
  kind: groups.kind,
  joins: sql<Joins | null>`${joinsOf}`,
  sample: groups.sample,
  archived: sql<boolean>`${groups.archivedAt} is not null`,
  endsAt: isoOrNull(groups.endsAt),
  premoderated: groups.premoderated,
  requests: sql<number>`${asking(viewer)}`,
  waits: sql<number>`${waitsIn(viewer)}`,
  writes: sql<boolean>`${writesIn(groups.id, viewer)}`,
  members: sql<number>`(select count(*)::int from ${memberships} where ${memberships.groupId} = ${groups.id})`,
  readings: sql<number>`${shownReadings(viewer)}`,
  createdAt: iso(groups.createdAt),
});

/** What its standing link does; see `db/joining.ts`. */
const joinsOf = sql`case when ${groups.kind} <> 'invite' then coalesce((select case when link.approval then 'ask' else 'at-once' end
  from invites as link where link.group_id = ${groups.id} and link.standing and link.revoked_at is null), 'nobody') end`;
const shownReadings = (viewer: Viewer) =>
  sql`(select count(*)::int from ${readings} join ${articles} on ${articles.id} = ${readings.articleId} where ${readings.groupId} = ${groups.id} and ${readingShownTo(viewer)})`;

// On its own, so that its columns keep their tables' names: see db/access.ts.
const asking = (viewer: Viewer) =>
  sql`(select count(*)::int from ${joinRequests} where ${joinRequests.groupId} = ${groups.id} and ${joinRequests.outcome} is null and ${requestAnsweredBy(viewer)})`;

/** A group of mine, or one that anyone may read; null for any other, and for none. */
export async function read(viewer: Viewer, id: string): Promise<Group | null> {
  const [row] = await db
    .select(columns(viewer))
    .from(groups)
    .where(and(eq(groups.id, id), groupVisibleTo(viewer)));
  return row ?? null;
}

/** My groups, the latest reading's first, each with the last three titles it was brought. */
export async function list(viewer: Viewer): Promise<ListedGroup[]> {
  const latest = sql<ListedGroup["latest"]>`coalesce((
    select jsonb_agg(jsonb_build_object('id', last.id, 'title', last.title, 'dir', last.dir, 'language', last.language) order by last.added_at desc) from (
      select ${articles.id}, ${articles.title}, ${articles.dir}, ${articles.language}, ${readings.addedAt} from ${readings}
      join ${articles} on ${articles.id} = ${readings.articleId}
      where ${readings.groupId} = ${groups.id} order by ${readings.addedAt} desc limit 3) last), '[]'::jsonb)`;
  const lastAt = sql`(select max(${readings.addedAt}) from ${readings} where ${readings.groupId} = ${groups.id})`;
  return db
    .select({ ...columns(viewer), latest })
    .from(groups)
    .where(memberOf(groups.id, viewer))
    .orderBy(sql`greatest(${lastAt}, ${groups.createdAt}) desc`, groups.id);
}

/**
 * The groups that read this article and are layers of it for this viewer: mine, to write in or to read, and public ones in
 * which something stands on it that they may see: what is hidden, waits, or is between two shows nobody where it is.
 */
export async function readingIt(viewer: Viewer, articleId: string): Promise<GroupOfReading[]> {
  const said = sql`exists (select 1 from ${annotations} where ${annotations.articleId} = ${articleId}::uuid and ${annotations.groupId} = ${groups.id} and ${visibleTo(viewer)})`;
  const place = { groupId: groups.id, articleId: readings.articleId };
  const me = sql`${viewer?.id ?? null}::uuid`;
  return db
    .select({
      id: groups.id,
      name: groups.name,
      writes: sql<boolean>`${writesIn(groups.id, viewer)}`,
      mine: sql<boolean>`${memberOf(groups.id, viewer)}`,
      open: sql<boolean>`${groups.kind} = 'public'`,
      vocabulary: sql<
        GroupOfReading["vocabulary"]
      >`(select coalesce(jsonb_agg(jsonb_build_object('tag', w.tag, 'colour', w.colour, 'help', w.help) order by w.position), '[]')
        from vocabulary as w where w.group_id = ${groups.id})`,
      leads: sql<boolean>`${groupLedBy(viewer)}`,
      ledBy: sql<
        Person[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by m.role = 'owner', lower(u.name)), '[]')
        from memberships as m join users as u on u.id = m.user_id
        where m.group_id = ${groups.id} and ${memberOf(groups.id, viewer)} and m.role in ('owner', 'lead') and u.id is distinct from ${viewer?.id ?? null}::uuid and u.deleted_at is null and u.disabled_at is null and not u.sample)`,
      sections: sql<
        Person[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.position), '[]')
        from sections as s where s.group_id = ${groups.id} and ${memberOf(groups.id, viewer)})`,
      section: sql<Person | null>`(select jsonb_build_object('id', s.id, 'name', s.name) from memberships as m join sections as s on s.id = m.section_id
        where ${readings.bySection} and not ${groupLedBy(viewer)} and m.group_id = ${groups.id} and m.user_id = ${viewer?.id ?? null}::uuid)`,
      pseudonyms: sql<boolean>`${namingOf(place)} is not null`,
      // As whoever is neither them nor a lead of it is shown them.
      called: sql<Person | null>`case when ${masked(place, me)}
        then ${personAt(place, { id: me, name: sql`${viewer?.name ?? ""}::text` }, null)} end`,
    })
    .from(groups)
    .innerJoin(readings, eq(readings.groupId, groups.id))
    .innerJoin(articles, eq(articles.id, readings.articleId))
    .where(and(eq(articles.id, articleId), readingShownTo(viewer), or(memberOf(groups.id, viewer), said)))
    .orderBy(sql`lower(${groups.name})`, groups.id);
}

/** Makes a group with me as its owner. A public one lets ask, one with a link lets in, until its leads say otherwise. */
export async function create(
  viewer: Account,
  { name, description, kind = "invite" }: Omit<NewGroup, "kind"> & Partial<Pick<NewGroup, "kind">>,
): Promise<Group> {
  const id = uuid();
  await db.transaction(async (tx) => {
    await tx.insert(groups).values({ id, name, description, kind, createdBy: viewer.id });
    await tx.insert(memberships).values({ groupId: id, userId: viewer.id, role: "owner" });
    await stand(tx, viewer, id, kind);
  });
  return (await read(viewer, id)) ?? notFound();
}
