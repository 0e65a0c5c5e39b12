import { and, eq, isNotNull, isNull, ne, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Layer } from "@/lib/schemas/annotation";
import type { Role } from "@/lib/schemas/group";
import { everyoneDueOf, OF_A, ownDueOf } from "./own-times";
import {
  accounts,
  acts,
  annotations,
  articles,
  assignmentActs,
  assignments,
  blocks,
  calendars,
  events,
  extensions,
  feedback,
  flags,
  follows,
  groups,
  imports,
  invites,
  joinRequests,
  memberships,
  noticeSettings,
  notices,
  presence,
  progress,
  pseudonyms,
  reactions,
  readings,
  reads,
  replies,
  sessions,
  shelf,
  users,
} from "./schema";

/**
 * Who may see and do what: every rule of it, as SQL. Reads filter by these predicates, writes carry them in their own
 * statement, screens select `canEdit` from them. Nothing else in Gloss decides a permission.
 *
 * A predicate names the viewer last. Those without a column speak of the row of their own table in the same query.
 * To select one (`canEdit`), wrap it as `sql<boolean>`${editableBy(viewer)}``: drizzle takes the table's name off the
 * columns of an expression that stands directly in the list of a one-table select, and a sub-select inside would then
 * compare with its own columns.
 */

/** The id that stands for nobody: no row carries it. */
const NOBODY = "00000000-0000-0000-0000-000000000000";
/** Whoever asks: a person, nobody, or (`id` a column) each of many in one query, as where an event goes to its listeners. */
export type Viewer = { id: string | SQLWrapper } | null;
const me = (viewer: Viewer) => sql`${viewer?.id ?? NOBODY}::uuid`;
const isMe = (userId: SQLWrapper, viewer: Viewer) => sql`${userId} = ${me(viewer)}`;

// ---- groups ----------------------------------------------------------------------------------------------------

// Of one viewer, memberships are looked up once for the whole query (an array sub-select is an InitPlan): measured twice as
// fast as `exists` on the reader's page of a thousand marks, and more on the notebook. Of each of many, in the index.
const isIn = (groupId: SQLWrapper, viewer: Viewer, also: SQL = sql``): SQL =>
  viewer && typeof viewer.id !== "string"
    ? sql`exists (select 1 from memberships as its where its.group_id = ${groupId} and its.user_id = ${me(viewer)} ${also})`
    : sql`${groupId} = any(array(select its.group_id from memberships as its where its.user_id = ${me(viewer)} ${also}))`;

export const memberOf = (groupId: SQLWrapper, viewer: Viewer): SQL => isIn(groupId, viewer);

export const ownerOf = (groupId: SQLWrapper, viewer: Viewer): SQL => isIn(groupId, viewer, sql`and its.role = 'owner'`);

/** Its owners and leads. */
export const leads = (groupId: SQLWrapper, viewer: Viewer): SQL =>
  isIn(groupId, viewer, sql`and its.role in ('owner', 'lead')`);

/** In use: neither archived nor waiting to be deleted. */
const inUse = (group: { archivedAt: SQLWrapper; endsAt: SQLWrapper }) =>
  sql`(${group.archivedAt} is null and ${group.endsAt} is null)`;

/** May say something in it: in it, not as a guest, and it is in use. */
export const writesIn = (groupId: SQLWrapper, viewer: Viewer): SQL =>
  sql`${groupId} = any(array(select ${memberships.groupId} from ${memberships} join ${groups} on ${groups.id} = ${memberships.groupId}
    where ${memberships.userId} = ${me(viewer)} and ${memberships.role} <> 'guest' and ${inUse(groups)}))`;

/** Anyone may read it. It reads public articles only. */
const publicGroup = (groupId: SQLWrapper) =>
  sql`exists (select 1 from groups as open where open.id = ${groupId} and open.kind = 'public')`;

/** Its page, its name, what it reads: its members, and of a public one anyone. Who is in it is for members: `memberOf`. */
export const groupVisibleTo = (viewer: Viewer): SQL => or(memberOf(groups.id, viewer), eq(groups.kind, "public"))!;
/** Rename, archive, delete, say of which kind it is: its owners. */
export const groupOwnedBy = (viewer: Viewer): SQL => ownerOf(groups.id, viewer);
/** Sections, vocabulary, links, requests, the order of things: its owners and leads. */
export const groupLedBy = (viewer: Viewer): SQL => leads(groups.id, viewer);
/** For a row of `groups`: let people in as this. Owners appoint; a lead lets in members and guests. */
export const inviteMadeBy = (role: Role, viewer: Viewer): SQL =>
  role === "owner" || role === "lead" ? ownerOf(groups.id, viewer) : leads(groups.id, viewer);
/** Sections, vocabulary, how readings are discussed: who leads it, while it is in use. */
export const groupArrangedBy = (viewer: Viewer): SQL => and(leads(groups.id, viewer), inUse(groups))!;
/** Ask to be let into a public group that one is not in, or come in where that is open. */
export const groupAskedBy = (viewer: Viewer): SQL =>
  and(eq(groups.kind, "public"), inUse(groups), sql`not ${memberOf(groups.id, viewer)}`)!;
/** A mail lets in whose address it was sent to; whoever else has its link may ask. */
export const invitationFor = (viewer: Viewer): SQL =>
  sql`(${invites.email} is null or ${invites.email} = (select lower(u.email) from users as u where u.id = ${me(viewer)}))`;
/** Was invited by mail, to an address that they have confirmed as theirs: told of it without the letter. */
export const invitedAs = (viewer: Viewer): SQL =>
  sql`${invites.email} = (select lower(u.email) from users as u where u.id = ${me(viewer)} and u.email_verified_at is not null)`;
export const inviteManagedBy = (viewer: Viewer): SQL => leads(invites.groupId, viewer);
export const requestAnsweredBy = (viewer: Viewer): SQL => leads(joinRequests.groupId, viewer);
export const requestOf = (viewer: Viewer): SQL => isMe(joinRequests.userId, viewer);
const realGroup = (groupId: SQLWrapper) =>
  sql`exists (select 1 from ${groups} where ${groups.id} = ${groupId} and not ${groups.sample})`;
/** Appoint or demote: an owner. */
export const roleSetBy = (viewer: Viewer): SQL =>
  and(ownerOf(memberships.groupId, viewer), realGroup(memberships.groupId))!;
/** My own. */
export const membershipOf = (viewer: Viewer): SQL => isMe(memberships.userId, viewer);
/** End a membership: one's own, any as an owner, a member's or a guest's as a lead. */
export const membershipEndedBy = (viewer: Viewer): SQL =>
  or(
    isMe(memberships.userId, viewer),
    roleSetBy(viewer),
    and(
      leads(memberships.groupId, viewer),
      sql`${memberships.role} in ('member', 'guest')`,
      realGroup(memberships.groupId),
    ),
  )!;
/** Put somebody into a section: a lead. */
export const membershipPlacedBy = (viewer: Viewer): SQL => leads(memberships.groupId, viewer);
/**
 * Print a sign-in slip for somebody whose account was made in this group: who leads it, while that person leads nothing
 * there, administers nothing, and has neither an address nor another way in of their own.
 */
export const slipMadeBy = (viewer: Viewer): SQL =>
  and(
    leads(memberships.groupId, viewer),
    eq(memberships.madeHere, true),
    sql`${memberships.role} in ('member', 'guest')`,
    sql`exists (select 1 from users as u where u.id = ${memberships.userId} and u.email is null and u.role = 'member' and u.disabled_at is null and u.deleted_at is null)`,
    sql`not exists (select 1 from ${accounts} where ${accounts.userId} = ${memberships.userId})`,
  )!;
/** For a row of `readings` beside its article: its members, and of a public group, where the article is public too, anyone. */
export const readingShownTo = (viewer: Viewer): SQL =>
  sql`(${memberOf(readings.groupId, viewer)} or (${publicGroup(readings.groupId)} and ${articles.visibility} = 'public'))`;
/** End a reading: a lead any, a member what they brought. Not of a group that is put away. */
export const readingEndedBy = (viewer: Viewer): SQL =>
  and(
    realGroup(readings.groupId),
    writesIn(readings.groupId, viewer),
    or(leads(readings.groupId, viewer), isMe(readings.addedBy, viewer)),
  )!;
/** Say that it is discussed per section, or by all: a lead, while it is in use. */
export const readingLedBy = (viewer: Viewer): SQL =>
  and(leads(readings.groupId, viewer), writesIn(readings.groupId, viewer))!;

// ---- articles --------------------------------------------------------------------------------------------------

/**
 * Public, read by a group of mine, or brought in by me and on my shelf. What another brought in is kept as a bookmark is: it
 * gives no right of its own, so that who leaves the group or is taken out of it reads on in none of its texts. Never by id
 * alone; my own progress on it gives no right either.
 */
export const articleReadableBy = (articleId: SQLWrapper, visibility: SQLWrapper, viewer: Viewer): SQL =>
  sql`(${visibility} = 'public'
    or exists (select 1 from ${shelf} join articles as kept on kept.id = ${shelf.articleId} and kept.created_by = ${shelf.userId}
      where ${shelf.articleId} = ${articleId} and ${shelf.userId} = ${me(viewer)} and ${shelf.removedAt} is null)
    or exists (select 1 from ${readings} where ${readings.articleId} = ${articleId} and ${memberOf(readings.groupId, viewer)}))`;

/** `articleReadableBy` for a row of `articles` in the same query. */
export const articleVisibleTo = (viewer: Viewer): SQL => articleReadableBy(articles.id, articles.visibility, viewer);

/** Correct its title, make it public: only who brought it in, while they may still read it. */
export const articleEditableBy = (viewer: Viewer): SQL =>
  and(isMe(articles.createdBy, viewer), articleVisibleTo(viewer), eq(articles.sample, false))!;

/**
 * Publish a new version, withdraw an old one: who brought it in, and the owners of a group that they brought it to. A
 * group that somebody else brought it to gives no right, else whoever may read a text could take it over by a group of
 * their own.
 */
export const publishableBy = (viewer: Viewer): SQL =>
  and(
    articleVisibleTo(viewer),
    eq(articles.sample, false),
    or(
      isMe(articles.createdBy, viewer),
      sql`exists (select 1 from ${readings} where ${readings.articleId} = ${articles.id} and ${readings.addedBy} = ${articles.createdBy} and ${ownerOf(readings.groupId, viewer)})`,
    ),
  )!;

/**
 * Let others read it, by a group of theirs: what is public anybody who reads it, else who brought it in, and who leads a
 * group that reads it. A member does not: whoever is taken out of that group would read on by one of their own. A sample
 * stays where it is.
 */
export const articleSharedBy = (viewer: Viewer): SQL =>
  and(
    articleVisibleTo(viewer),
    eq(articles.sample, false),
    or(
      eq(articles.visibility, "public"),
      isMe(articles.createdBy, viewer),
      sql`exists (select 1 from ${readings} where ${readings.articleId} = ${articles.id} and ${leads(readings.groupId, viewer)})`,
    ),
  )!;

/**
 * For a row of `groups` beside one of `articles`: bring it there. A public group reads what is public already: nobody but
 * its creator makes an article public.
 */
export const readingBroughtBy = (viewer: Viewer): SQL =>
  and(
    writesIn(groups.id, viewer),
    eq(groups.sample, false),
    articleSharedBy(viewer),
    or(ne(groups.kind, "public"), eq(articles.visibility, "public")),
  )!;

export const importOwnedBy = (viewer: Viewer): SQL => isMe(imports.userId, viewer);

/** My rows of `shelf`, taken off or not, and of `progress`. */
export const shelfOf = (viewer: Viewer): SQL => isMe(shelf.userId, viewer);
export const progressOf = (viewer: Viewer): SQL => isMe(progress.userId, viewer);
/** On my shelf now. */
export const shelvedBy = (viewer: Viewer): SQL => and(shelfOf(viewer), isNull(shelf.removedAt))!;

/** A copy of the sample that was made for me: the one article that its reader may delete. */
export const sampleOf = (viewer: Viewer): SQL =>
  and(
    eq(articles.sample, true),
    eq(articles.visibility, "private"),
    sql`exists (select 1 from ${readings} join ${groups} on ${groups.id} = ${readings.groupId} where ${readings.articleId} = ${articles.id} and ${groups.sample} and ${memberOf(groups.id, viewer)})`,
  )!;

// ---- annotations -----------------------------------------------------------------------------------------------

/** Neither deleted nor hidden. */
const standing = (row: { deletedAt: SQLWrapper; hiddenAt: SQLWrapper }) =>
  sql`${row.deletedAt} is null and ${row.hiddenAt} is null`;

const inReadableArticle = (viewer: Viewer) =>
  sql`exists (select 1 from ${articles} where ${articles.id} = ${annotations.articleId} and ${articleVisibleTo(viewer)})`;

/** The two that blocked one another, in either direction. Looked up once for the whole query. */
const apartFrom = (userId: SQLWrapper, viewer: Viewer) =>
  sql`${userId} = any(array(
    select case when ${blocks.userId} = ${me(viewer)} then ${blocks.blockedId} else ${blocks.userId} end
    from ${blocks} where ${blocks.userId} = ${me(viewer)} or ${blocks.blockedId} = ${me(viewer)}))`;

type Addressed = {
  layer: SQLWrapper;
  groupId: SQLWrapper;
  sectionId: SQLWrapper;
  withUserId: SQLWrapper;
  articleId: SQLWrapper;
};

/**
 * What blocking takes away: in public layers each is hidden from the other. Inside a group that is not public people who
 * blocked one another still read together, and a lead sees whoever they lead.
 */
const unblocked = (row: Addressed, userId: SQLWrapper, viewer: Viewer) =>
  sql`(not ${apartFrom(userId, viewer)} or (${row.layer} = 'group' and (not ${publicGroup(row.groupId)} or ${leads(row.groupId, viewer)}))
    or ${maskedTo(row, userId, viewer)})`;

type Placed = { groupId: SQLWrapper; articleId: SQLWrapper };

/**
 * The assignment by whose made-up names a group's students go on a text, where one ever said so: the oldest such, put away
 * or not, so that nobody is unmasked, or known by another name, by what becomes of it.
 */
export const namingOf = (row: Placed): SQL =>
  sql`(select a.id from assignments as a join assignment_readings as ar on ar.assignment_id = a.id
    where a.names = 'pseudonyms' and a.group_id = ${row.groupId} and ar.article_id = ${row.articleId} order by a.created_at, a.id limit 1)`;

/**
 * This person goes by a made-up name where such a row stands. Whoever was given one keeps it, made a lead later or not; of
 * who was not, nobody but a lead is known by name.
 */
export const masked = (row: Placed, userId: SQLWrapper): SQL =>
  sql`(${row.groupId} is not null and (${row.groupId}, ${row.articleId}) in (
      select a.group_id, ar.article_id from assignments as a join assignment_readings as ar on ar.assignment_id = a.id where a.names = 'pseudonyms')
    and (exists (select 1 from ${pseudonyms} where ${pseudonyms.userId} = ${userId} and ${pseudonyms.assignmentId} = ${namingOf(row)})
      or not exists (select 1 from memberships as l where l.group_id = ${row.groupId} and l.user_id = ${userId} and l.role in ('owner', 'lead'))))`;

/** Who is shown under which name: this person by a made-up one, to all but themselves and those who lead the group. */
export const maskedTo = (row: Placed, userId: SQLWrapper, viewer: Viewer): SQL =>
  sql`(${masked(row, userId)} and not ${isMe(userId, viewer)} and not ${leads(row.groupId, viewer)})`;

/** In a group of mine, or one that anyone may read. */
const groupOpenTo = (groupId: SQLWrapper, viewer: Viewer) =>
  sql`(${memberOf(groupId, viewer)} or ${publicGroup(groupId)})`;

/** For all of its group, for a section of mine (leads are in each), or for me alone. */
const narrowedTo = (row: Addressed, viewer: Viewer) =>
  sql`((${row.sectionId} is null or ${leads(row.groupId, viewer)}
      or ${row.sectionId} = any(array(select ${memberships.sectionId} from ${memberships} where ${memberships.userId} = ${me(viewer)})))
    and (${row.withUserId} is null or (${isMe(row.withUserId, viewer)} and ${memberOf(row.groupId, viewer)})))`;

/** Whom a row is for, beside its author: one rule for notes and for what is told of them live. */
const addressedTo = (row: Addressed, viewer: Viewer) =>
  sql`((${row.layer} = 'public' and exists (select 1 from ${articles} where ${articles.id} = ${row.articleId} and ${articles.visibility} = 'public'))
    or (${row.layer} = 'group' and ${groupOpenTo(row.groupId, viewer)} and ${narrowedTo(row, viewer)}))`;

/** Let stand, or waiting for this viewer to let it: a lead. */
const letStand = (pendingAt: SQLWrapper, groupId: SQLWrapper, viewer: Viewer) =>
  sql`(${pendingAt} is null or ${leads(groupId, viewer)})`;

/**
 * Groups and texts of which an assignment still keeps peers' words from this viewer, who leads none of them, in the part
 * that it assigns (`hidesAt`): until it was opened to them or to all, which is recorded and never taken back, or its date
 * came. Put away it keeps nothing.
 */
export const veiledFrom = (viewer: Viewer, columns: SQL = sql`a.group_id, ar.article_id`): SQL =>
  sql`select ${columns} from assignments as a join assignment_readings as ar on ar.assignment_id = a.id
    where a.reveal <> 'always' and a.archived_at is null and not ${leads(sql`a.group_id`, viewer)}
      and not (coalesce(a.reveal_at <= now(), false) or (a.reveal = 'all' and coalesce(${everyoneDueOf(OF_A)} <= now(), false)))
      and not exists (select 1 from reveals as r where r.assignment_id = a.id and (r.user_id is null or ${isMe(sql`r.user_id`, viewer)}))`;

type Due = { id: SQLWrapper; dueAt: SQLWrapper; lateUntil: SQLWrapper; releasedAt: SQLWrapper };
const DUE_OF_A: Due = { ...OF_A, releasedAt: sql`a.released_at` };
/** For an extension `e`: it gives this viewer more time, alone or by their section. */
const extendedTo = (viewer: Viewer) =>
  sql`(${isMe(sql`e.user_id`, viewer)} or e.section_id = any(array(select m.section_id from memberships as m where m.user_id = ${me(viewer)})))`;
/** This viewer was due, with the time that is their own; of what is never due the points were released. */
const wasDue = (of: Due, viewer: Viewer) =>
  sql`coalesce(${ownDueOf(of, extendedTo(viewer))} <= now(), ${of.releasedAt} is not null)`;

/**
 * A lead's marks that an assignment compares with (`annotation_id` of `rm`), which are kept from this viewer as long as they
 * could still be copied: they lead none of its groups and were not due. Putting it away opens none. @param which of `rm`
 */
export const referenceKeptFrom = (viewer: Viewer, which: SQL): SQL =>
  sql`select rm.annotation_id from reference_marks as rm join assignments as a on a.id = rm.assignment_id
    where ${which} and not ${leads(sql`a.group_id`, viewer)} and not ${wasDue(DUE_OF_A, viewer)}`;
/** It is kept from somebody still: what happens to it is for leads. @param annotationId of the mark */
export const referenceHeld = (annotationId: SQL): SQL =>
  sql`exists (select 1 from reference_marks as rm join assignments as a on a.id = rm.assignment_id where rm.annotation_id = ${annotationId}
    and case when a.due_at is null then a.released_at is null else a.due_at > now() or exists (
      select 1 from extensions as e where e.assignment_id = a.id and e.due_at > now()) end)`;

/**
 * For a reading `ar` of an assignment: a note lies in its part. The oldest version in which both have a place decides, so
 * that no new version hides what was shown; where there is none, the note is taken to lie in it.
 */
export const liesIn = (annotationId: SQLWrapper): SQL =>
  sql`(ar.exact is null or coalesce((select t.start < p."end" and t."end" > p.start from part_anchors as p
    join anchors as t on t.version_id = p.version_id join article_versions as v on v.id = p.version_id
    where p.reading_id = ar.id and t.annotation_id = ${annotationId} order by v.number limit 1), true))`;

/** A note, or what was said below it at a time, in a reply or not; `gone`: this tells that it is no longer there. */
type Said = Placed & { id: SQLWrapper; at?: SQLWrapper; replyId?: SQLWrapper; gone?: SQLWrapper };
/** For an exemption `x` and its note `kept`: what was said otherwise since then does not say the same now. */
const noteRewritten: SQL = sql`coalesce((
  select jsonb_build_array(v.was -> 'body', v.was -> 'speaker', v.was -> 'source') <> jsonb_build_array(kept.body, kept.speaker, kept.source)
  from revisions as v where v.annotation_id = kept.id and v.attached is null and v.made_at >= x.at order by v.revision limit 1), false)`;
/** The same for a reply `said`. */
const replyRewritten: SQL = sql`coalesce((select v.was ->> 'body' <> said.body
  from revisions as v where v.reply_id = said.id and v.made_at >= x.at order by v.revision limit 1), false)`;
/**
 * For an assignment `a` and its reading `ar`: it keeps this from who it keeps anything from. What was shown before stays so
 * as long as it is for the same readers and says what it said then.
 */
const hidesAt = ({ id, at, replyId, gone }: Said) =>
  sql`(${liesIn(id)} and not exists (select 1 from reveal_exemptions as x where x.assignment_id = a.id and x.annotation_id = ${id}
    and (${gone ?? sql`false`} or (
      exists (select 1 from annotations as kept where kept.id = x.annotation_id and kept.layer_at < x.at and not ${noteRewritten})
      ${replyId ? sql`and not exists (select 1 from replies as said where said.id = ${replyId} and ${replyRewritten})` : sql``}))
    ${at ? sql`and coalesce(${at} < x.at, true)` : sql``}))`;

const NOTE = { id: annotations.id, groupId: annotations.groupId, articleId: annotations.articleId };
/** Nobody's words but a lead's are shown where a group reads blind, but for what was shown before it did. */
const revealedTo = (row: Said, userId: SQLWrapper, viewer: Viewer) =>
  sql`(${row.groupId} is null or (${row.groupId}, ${row.articleId}) not in (${veiledFrom(viewer)})
    or exists (select 1 from memberships as l where l.group_id = ${row.groupId} and l.user_id = ${userId} and l.role in ('owner', 'lead'))
    or not exists (${veiledFrom(viewer, sql`1`)} and a.group_id = ${row.groupId} and ar.article_id = ${row.articleId} and ${hidesAt(row)}))`;

/** What a row of `events` tells of: the note, or what somebody said below it or did to it. */
const told = (at?: SQL): Said => ({
  groupId: events.groupId,
  articleId: events.articleId,
  id: sql`case when ${events.kind} = 'reply' then (select r.annotation_id from replies as r where r.id = ${events.subjectId}) else ${events.subjectId} end`,
  gone: sql`${events.change} = 'deleted'`,
  ...(at && { at, replyId: events.subjectId }),
});
const saidAt = sql`case when ${events.kind} = 'reply' then (select r.created_at from replies as r where r.id = ${events.subjectId})
  when ${events.actorId} is distinct from ${events.authorId} then ${events.at} end`;

/**
 * The annotations this viewer may read: standing, on an article they may read, and their own, or for them: public on a
 * public article, or in a group of theirs (and its section, or the exchange of two) or in a public group; let stand where
 * that is asked, revealed where it is read blind, no reference that is still to be compared with, and of nobody they
 * blocked. Lists, single reads, counts, export and live updates all use it.
 */
export const visibleTo = (viewer: Viewer): SQL =>
  and(
    standing(annotations),
    inReadableArticle(viewer),
    or(
      isMe(annotations.authorId, viewer),
      and(
        addressedTo(annotations, viewer),
        letStand(annotations.pendingAt, annotations.groupId, viewer),
        unblocked(annotations, annotations.authorId, viewer),
        revealedTo(annotations, annotations.authorId, viewer),
        sql`not exists (${referenceKeptFrom(viewer, sql`rm.annotation_id = ${annotations.id}`)})`,
      ),
    ),
  )!;

/**
 * For whom something put there is, let stand or not: they may read the article, and wrote it, or are addressed and not
 * apart from who did. Whom it may name.
 */
export const meantFor = (row: Addressed & { authorId: SQLWrapper }, viewer: Viewer): SQL =>
  and(
    sql`exists (select 1 from ${articles} where ${articles.id} = ${row.articleId} and ${articleVisibleTo(viewer)})`,
    or(isMe(row.authorId, viewer), and(addressedTo(row, viewer), unblocked(row, row.authorId, viewer))),
  )!;

/** The same for what this person says below a row of `annotations`. */
export const meantForBelow = (writerId: SQLWrapper, viewer: Viewer): SQL =>
  and(meantFor(annotations, viewer), inItsGroup(viewer), unblocked(annotations, writerId, viewer))!;

/**
 * People this viewer knows of: who are in a group with them, or wrote what they may see on this article under their own
 * name. Nobody else is offered or named: what is public is for everybody, and a list of that would be one of all accounts.
 */
export const knownTo = (userId: SQLWrapper, articleId: string, viewer: Viewer): SQL =>
  sql`(${userId} in (select m.user_id from memberships as m where ${memberOf(sql`m.group_id`, viewer)})
    or ${userId} in (select ${annotations.authorId} from ${annotations} where ${annotations.articleId} = ${articleId}::uuid and ${visibleTo(viewer)}
      and not ${maskedTo(annotations, annotations.authorId, viewer)})
    or ${userId} in (select ${replies.authorId} from ${replies} join ${annotations} on ${annotations.id} = ${replies.annotationId}
      where ${annotations.articleId} = ${articleId}::uuid and ${replies.deletedAt} is null and ${threadOpenTo(viewer)} and ${replyStandsFor(viewer)}
        and not ${maskedTo(annotations, replies.authorId, viewer)}))`;

/** What editing asks beside seeing: for a query that has `visibleTo` already, which is costly to ask of each row twice. */
export const editableIfVisible = (viewer: Viewer): SQL => isMe(annotations.authorId, viewer);

/**
 * In no group's layer, or in a group of mine. An author who left a group still has the note that stands there, to take
 * it back; what the group goes on saying below it is not theirs to read, to count or to answer.
 */
export const inItsGroup = (viewer: Viewer): SQL =>
  sql`(${annotations.layer} <> 'group' or ${groupOpenTo(annotations.groupId, viewer)})`;

/** In no group's layer, or in a group that I may write in: what a change that is no farewell asks. */
export const writableInItsGroup = (viewer: Viewer): SQL =>
  sql`(${annotations.layer} <> 'group' or ${writesIn(annotations.groupId, viewer)})`;

/** Change or delete: its author, while they may still see it. */
export const editableBy = (viewer: Viewer): SQL => and(editableIfVisible(viewer), visibleTo(viewer))!;

/** What attaching asks beside seeing, as `editableIfVisible`: its author, or a lead of the group it is shared with. */
export const attachableIfVisible = (viewer: Viewer): SQL =>
  and(
    writableInItsGroup(viewer),
    sql`(${isMe(annotations.authorId, viewer)} or (${annotations.layer} = 'group' and ${leads(annotations.groupId, viewer)}))`,
  )!;

/** Show by hand where a note's passage stands in a new text. */
export const attachableBy = (viewer: Viewer): SQL => and(attachableIfVisible(viewer), visibleTo(viewer))!;

/** Put back what was deleted: its author, on an article they may still read, where they may still write. */
export const restorableBy = (viewer: Viewer): SQL =>
  and(
    isMe(annotations.authorId, viewer),
    writableInItsGroup(viewer),
    sql`${annotations.deletedAt} is not null and ${annotations.hiddenAt} is null`,
    inReadableArticle(viewer),
  )!;

/** The whole history is its author's; its group's leads see it from when the note entered its present layer. */
export const historyVisibleTo = (viewer: Viewer): SQL =>
  and(
    visibleTo(viewer),
    or(
      isMe(annotations.authorId, viewer),
      sql`(${annotations.layer} = 'group' and ${leads(annotations.groupId, viewer)})`,
    ),
  )!;
export const fromPresentLayerUnlessMine = (madeAt: SQLWrapper, viewer: Viewer): SQL =>
  sql`(${isMe(annotations.authorId, viewer)} or ${madeAt} > ${annotations.layerAt})`;

/** Somebody else has answered: they wrote for those who could read it then, so it may not be shown to more. */
export const repliedByOthers = (viewer: Viewer): SQL =>
  sql`exists (select 1 from ${replies} where ${replies.annotationId} = ${annotations.id} and ${replies.deletedAt} is null and not ${isMe(replies.authorId, viewer)})`;

/** May this viewer put something into this layer of this article? `groupId` must read the article. For inserts and moves. */
export const layerOpenTo = (articleId: SQLWrapper, layer: Layer, groupId: string | null, viewer: Viewer): SQL =>
  ({
    private: sql`true`,
    // `in`, so that the column given is not looked for inside: with `exists`, `articles.id` would be compared with itself.
    public: sql`${articleId} in (select ${articles.id} from ${articles} where ${articles.visibility} = 'public')`,
    group: sql`exists (select 1 from ${readings} where ${readings.articleId} = ${articleId} and ${readings.groupId} = ${groupId}::uuid and ${writesIn(readings.groupId, viewer)})`,
  })[layer];

/**
 * May this viewer narrow a note in this group so? To a section: a lead to any, a member to their own. To one other: when
 * both are in it and one of the two leads it.
 */
export const narrowingOpenTo = (
  groupId: SQLWrapper,
  { sectionId, withUserId }: { sectionId: string | null; withUserId: string | SQLWrapper | null },
  viewer: Viewer,
): SQL =>
  and(
    sectionId === null
      ? undefined
      : sql`exists (select 1 from sections as s where s.id = ${sectionId}::uuid and s.group_id = ${groupId}
          and (${leads(groupId, viewer)} or s.id = any(array(select m.section_id from memberships as m where m.user_id = ${me(viewer)}))))`,
    withUserId === null
      ? undefined
      : sql`(${withUserId}::uuid <> ${me(viewer)} and exists (select 1 from memberships as other where other.group_id = ${groupId} and other.user_id = ${withUserId}::uuid
          and (other.role in ('owner', 'lead') or ${leads(groupId, viewer)})))`,
    sql`true`,
  )!;

/** What this viewer writes for a group waits for a lead: where that is asked, unless they lead it, or talk to one alone. */
export const awaitsLead = (groupId: SQLWrapper, withUserId: SQLWrapper, viewer: Viewer): SQL =>
  sql`(${withUserId} is null and not ${leads(groupId, viewer)} and exists (select 1 from groups as g where g.id = ${groupId} and g.premoderated))`;

// ---- replies ---------------------------------------------------------------------------------------------------

/** Read and answer what is said below an annotation. */
export const threadOpenTo = (viewer: Viewer): SQL => and(visibleTo(viewer), inItsGroup(viewer))!;

/** What answering asks beside seeing, as `editableIfVisible`: signed in, the note stands, and in a group one may write there. */
export const answerableIfVisible = (viewer: Viewer): SQL =>
  and(writableInItsGroup(viewer), isNull(annotations.pendingAt), sql`${me(viewer)} <> ${NOBODY}::uuid`)!;

/** Answer and react. */
export const threadAnswerableBy = (viewer: Viewer): SQL => and(threadOpenTo(viewer), answerableIfVisible(viewer))!;

/** What a row of `replies` beside its annotation asks on its own: not hidden, let stand, of nobody that was blocked. */
export const replyStandsFor = (viewer: Viewer): SQL =>
  and(
    isNull(replies.hiddenAt),
    or(
      isMe(replies.authorId, viewer),
      and(
        letStand(replies.pendingAt, annotations.groupId, viewer),
        unblocked(annotations, replies.authorId, viewer),
        revealedTo({ ...NOTE, at: replies.createdAt, replyId: replies.id }, replies.authorId, viewer),
      ),
    ),
  )!;

/** For a row of `replies`: its thread is open to this viewer, and it stands for them. Deleted ones are tombstones. */
export const replyVisibleTo = (viewer: Viewer): SQL =>
  sql`exists (select 1 from ${annotations} where ${annotations.id} = ${replies.annotationId} and ${threadOpenTo(viewer)} and ${replyStandsFor(viewer)})`;
export const replyEditableBy = (viewer: Viewer): SQL =>
  and(isMe(replies.authorId, viewer), isNull(replies.deletedAt), replyVisibleTo(viewer))!;
/** For a row of `replies`: its thread stands where this viewer may write. What taking a reply back does not ask. */
export const replyWritableBy = (viewer: Viewer): SQL =>
  sql`exists (select 1 from ${annotations} where ${annotations.id} = ${replies.annotationId} and ${writableInItsGroup(viewer)})`;
export const replyRestorableBy = (viewer: Viewer): SQL =>
  and(
    isMe(replies.authorId, viewer),
    sql`${replies.deletedAt} is not null`,
    replyVisibleTo(viewer),
    replyWritableBy(viewer),
  )!;

/** As `historyVisibleTo`: its author the whole of it, its group's leads from when the annotation entered its layer. */
export const replyHistoryVisibleTo = (viewer: Viewer): SQL =>
  and(
    isNull(replies.deletedAt),
    replyVisibleTo(viewer),
    or(
      isMe(replies.authorId, viewer),
      sql`exists (select 1 from ${annotations} where ${annotations.id} = ${replies.annotationId} and ${annotations.layer} = 'group' and ${leads(annotations.groupId, viewer)})`,
    ),
  )!;
export const replyFromPresentLayerUnlessMine = (madeAt: SQLWrapper, viewer: Viewer): SQL =>
  sql`(${isMe(replies.authorId, viewer)} or exists (select 1 from ${annotations} where ${annotations.id} = ${replies.annotationId} and ${madeAt} > ${annotations.layerAt}))`;

/** What settling asks beside seeing: who asked, or a lead, where they may write. */
export const settleableIfVisible = (viewer: Viewer): SQL =>
  and(
    writableInItsGroup(viewer),
    or(
      isMe(annotations.authorId, viewer),
      sql`(${annotations.layer} = 'group' and ${leads(annotations.groupId, viewer)})`,
    ),
  )!;

/** Resolve, reopen, accept an answer. */
export const threadSettledBy = (viewer: Viewer): SQL => and(visibleTo(viewer), settleableIfVisible(viewer))!;

/** For a row of `annotations`: what this person said there at that time is not kept from this viewer, who may read blind. */
export const heardBy = (userId: SQLWrapper, at: SQLWrapper, viewer: Viewer): SQL =>
  or(isMe(userId, viewer), revealedTo({ ...NOTE, at }, userId, viewer))!;
/** For a row of `reactions` beside its annotation. */
export const reactionShownTo = (viewer: Viewer): SQL => heardBy(reactions.userId, reactions.at, viewer);
/** For a row of `reactions`, `reads` or `progress` beside what it is about: mine. */
export const reactionOf = (viewer: Viewer): SQL => isMe(reactions.userId, viewer);
export const readOf = (viewer: Viewer): SQL => isMe(reads.userId, viewer);

// ---- moderation ------------------------------------------------------------------------------------------------

/** Somebody real beside the author leads this group, and can be asked. */
const ledByAnother = (groupId: SQLWrapper, authorId: SQLWrapper) =>
  sql`exists (select 1 from memberships as l join users as u on u.id = l.user_id where l.group_id = ${groupId} and l.user_id <> ${authorId}
    and l.role in ('owner', 'lead') and not u.sample and u.disabled_at is null and u.deleted_at is null)`;

/**
 * Answers for what this author wrote in the layer of a row of `annotations`: the leads of its group; the administrators for
 * what is public, and where nobody but the author leads the group. Never the author, who would learn who complained.
 */
const answersFor = (authorId: SQLWrapper, viewer: Viewer) =>
  sql`(not ${isMe(authorId, viewer)} and ((${annotations.layer} = 'public' and ${administers(viewer)})
    or (${annotations.layer} = 'group' and (${leads(annotations.groupId, viewer)}
      or (${administers(viewer)} and not ${ledByAnother(annotations.groupId, authorId)})))))`;

/**
 * For a flag beside a row of `annotations`: it waits, and was made where the note stands now. What readers of one place said
 * is not for those who lead the next one that the author moves it to.
 */
export const openFlag = (flag: { settledAt: SQLWrapper; createdAt: SQLWrapper }): SQL =>
  sql`(${flag.settledAt} is null and ${flag.createdAt} > ${annotations.layerAt})`;
/** The same where a sub-select calls the flag `f`. */
export const openF: SQL = openFlag({ settledAt: sql`f.settled_at`, createdAt: sql`f.created_at` });

/** Of an exchange of two nobody else knows, until one of them has reported what the other wrote. */
const broughtUp = (reported: SQL, viewer: Viewer) =>
  sql`(${annotations.withUserId} is null or ${isMe(annotations.withUserId, viewer)} or ${isMe(annotations.authorId, viewer)}
    or exists (select 1 from flags as f where ${reported} and f.created_at > ${annotations.layerAt}))`;

/** What hiding asks beside seeing, as `editableIfVisible`. */
export const moderatesIfVisible = (viewer: Viewer): SQL => answersFor(annotations.authorId, viewer);
export const moderatesReplyIfVisible = (viewer: Viewer): SQL => answersFor(replies.authorId, viewer);

/** Hide a note and put it back, settle what is said against it, warn its author: whether or not it stands. */
export const moderatedBy = (viewer: Viewer): SQL =>
  and(
    isNull(annotations.deletedAt),
    moderatesIfVisible(viewer),
    broughtUp(sql`f.annotation_id = ${annotations.id}`, viewer),
  )!;
/** The same for a row of `replies` beside its annotation. */
export const replyModeratedBy = (viewer: Viewer): SQL =>
  and(isNull(replies.deletedAt), moderatesReplyIfVisible(viewer), broughtUp(sql`f.reply_id = ${replies.id}`, viewer))!;

/** Report a note that I may read and did not write. */
export const flaggableBy = (viewer: Viewer): SQL =>
  and(threadOpenTo(viewer), sql`not ${isMe(annotations.authorId, viewer)}`)!;
/** The same for a reply. */
export const replyFlaggableBy = (viewer: Viewer): SQL =>
  and(isNull(replies.deletedAt), replyVisibleTo(viewer), sql`not ${isMe(replies.authorId, viewer)}`)!;
export const flagOf = (viewer: Viewer): SQL => isMe(flags.userId, viewer);

/** What I wrote and others hid: to tell me so. What the group goes on saying below it is no part of it. */
export const withheldFrom = (viewer: Viewer): SQL =>
  and(isMe(annotations.authorId, viewer), isNull(annotations.deletedAt), isNotNull(annotations.hiddenAt))!;
export const replyWithheldFrom = (viewer: Viewer): SQL =>
  and(isMe(replies.authorId, viewer), isNull(replies.deletedAt), isNotNull(replies.hiddenAt))!;

/** For a row of `acts`: whom it concerns; and who reads the log it stands in, which for public layers is the administrators'. */
export const actConcerns = (viewer: Viewer): SQL => isMe(acts.userId, viewer);
export const actLoggedFor = (viewer: Viewer): SQL =>
  sql`(${leads(acts.groupId, viewer)} or (${acts.groupId} is null and ${administers(viewer)}))`;

/** For a row of `blocks`: made by me. */
export const blockOf = (viewer: Viewer): SQL => isMe(blocks.userId, viewer);

// ---- live ------------------------------------------------------------------------------------------------------

/**
 * For a row of `events`: which readings of assignments keep it, or who did it, from whom they keep anything; null where none
 * does. What else decides whether somebody hears of it stands in the row: two that differ in this differ in their hearers.
 */
export const eventKeptBy: SQL = sql`(select string_agg(concat_ws(':', ar.id, kept.subject, kept.act), ',' order by ar.id)
  from assignments as a join assignment_readings as ar on ar.assignment_id = a.id
  cross join lateral (select ${hidesAt(told())} as subject, ${hidesAt(told(saidAt))} as act) as kept
  where a.group_id = ${events.groupId} and ar.article_id = ${events.articleId} and a.reveal <> 'always' and a.archived_at is null
    and (kept.subject or kept.act))`;

/**
 * For a row of `events`: may this viewer hear of it? Judged by whom it was for when it happened, never by the row's
 * present state: a note that left a layer must say so to those who could see it.
 */
export const eventAudibleTo = (viewer: Viewer): SQL =>
  and(
    sql`exists (select 1 from ${articles} where ${articles.id} = ${events.articleId} and ${articleVisibleTo(viewer)})`,
    or(
      isMe(events.actorId, viewer),
      // A version is of the article itself: for whoever reads that, whoever made it.
      sql`${events.kind} = 'version'`,
      // Its author hears what becomes of a note, and of what is said below it while they are still in its group.
      and(
        isMe(events.authorId, viewer),
        sql`not ${events.leadsOnly}`,
        sql`(${events.kind} <> 'reply' or ${events.layer} <> 'group' or ${groupOpenTo(events.groupId, viewer)})`,
        unblocked(events, events.actorId, viewer),
        revealedTo(told(saidAt), events.actorId, viewer),
      ),
      and(
        addressedTo(events, viewer),
        sql`(not ${events.leadsOnly} or ${leads(events.groupId, viewer)})`,
        unblocked(events, events.authorId, viewer),
        unblocked(events, events.actorId, viewer),
        revealedTo(told(), events.authorId, viewer),
        revealedTo(told(saidAt), events.actorId, viewer),
      ),
    ),
  )!;

// ---- being told ------------------------------------------------------------------------------------------------

/** For a row of `notices`, `notice_settings` or `follows`: mine. */
export const noticeOf = (viewer: Viewer): SQL => isMe(notices.userId, viewer);
export const noticeSettingOf = (viewer: Viewer): SQL => isMe(noticeSettings.userId, viewer);
export const followOf = (viewer: Viewer): SQL => isMe(follows.userId, viewer);

/** What became of one's own words, though nobody sees them any more; what waits for those who lead. */
const moderationToldTo = (viewer: Viewer) =>
  sql`(exists (select 1 from ${acts} where ${acts.id} = ${notices.actId} and ${isMe(acts.userId, viewer)})
    or ${leads(notices.groupId, viewer)} or (${notices.actId} is null and ${administers(viewer)}))`;

/** That somebody asks to be let in, to those who lead; what was answered, to who asked. */
const requestToldTo = (viewer: Viewer) =>
  sql`(${leads(notices.groupId, viewer)} or exists (select 1 from ${joinRequests} where 'request:' || ${joinRequests.id} = ${notices.cause} and ${requestOf(viewer)}))`;

/** What happens in a group is told where one may read it. */
const groupToldTo = (viewer: Viewer) =>
  sql`(${notices.groupId} is null or case when ${notices.kind} = 'request' then ${requestToldTo(viewer)} else ${groupOpenTo(notices.groupId, viewer)} end)`;

/** What is set and due, as the assignment itself; of points to whom they are shown; that a review is asked for, to leads. */
const assignmentToldTo = (viewer: Viewer) =>
  and(
    assignmentVisibleTo(viewer),
    sql`case when ${notices.cause} like 'review:%' then ${assignmentLedBy(viewer)}
      when ${notices.cause} like 'released:%' or ${notices.cause} like 'reviewed:%' then ${pointsShownTo(notices.userId, viewer)} else true end`,
  )!;

/** For a row of `notices`: mine, and all that it tells of is there for me still. Lists, counts and mails use it. */
export const noticeShownTo = (viewer: Viewer): SQL =>
  and(
    noticeOf(viewer),
    ne(notices.kind, "leading"),
    sql`case when ${notices.kind} = 'moderation' then ${moderationToldTo(viewer)} else ${and(
      groupToldTo(viewer),
      sql`(${notices.assignmentId} is null or exists (select 1 from ${assignments} where ${assignments.id} = ${notices.assignmentId} and ${assignmentToldTo(viewer)}))`,
      sql`(${notices.articleId} is null or exists (select 1 from ${articles} where ${articles.id} = ${notices.articleId} and ${articleVisibleTo(viewer)}))`,
      sql`(${notices.annotationId} is null or exists (select 1 from ${annotations} where ${annotations.id} = ${notices.annotationId} and ${threadOpenTo(viewer)}))`,
      sql`(${notices.replyId} is null or exists (select 1 from ${replies} where ${replies.id} = ${notices.replyId} and ${replies.deletedAt} is null and ${replyVisibleTo(viewer)}))`,
    )} end`,
  )!;

/** For a row of `users`: somebody who reads in a group with me, or wrote what I may read under their own name. */
export const personKnownTo = (viewer: Viewer): SQL =>
  and(
    isNull(users.deletedAt),
    or(
      sql`exists (select 1 from memberships as theirs where theirs.user_id = ${users.id} and ${memberOf(sql`theirs.group_id`, viewer)})`,
      sql`exists (select 1 from ${annotations} where ${annotations.authorId} = ${users.id} and ${visibleTo(viewer)}
        and not ${maskedTo(annotations, annotations.authorId, viewer)})`,
      sql`exists (select 1 from ${replies} where ${replies.authorId} = ${users.id} and ${replies.deletedAt} is null and ${replyVisibleTo(viewer)}
        and not exists (select 1 from ${annotations} where ${annotations.id} = ${replies.annotationId} and ${maskedTo(annotations, replies.authorId, viewer)}))`,
    ),
  )!;

/**
 * People who see each other read, while both show themselves: both are in a group that reads this article, and neither
 * blocked the other. That an article is public makes nobody known to strangers.
 */
export const readsAlong = (articleId: SQLWrapper, userId: SQLWrapper, viewer: Viewer): SQL =>
  sql`(not ${isMe(userId, viewer)} and (not ${apartFrom(userId, viewer)} or ${maskedAlong(articleId, userId, viewer)} is not null)
    and exists (select 1 from ${readings} join memberships as theirs on theirs.group_id = ${readings.groupId}
      where ${readings.articleId} = ${articleId} and theirs.user_id = ${userId} and ${memberOf(readings.groupId, viewer)}))`;

/**
 * A group in which this viewer and this person read an article, and they go by a made-up name for the viewer; null where
 * there is none. Being apart hides nobody there: whose sign went would be known by that.
 */
export const maskedAlong = (articleId: SQLWrapper, userId: SQLWrapper, viewer: Viewer): SQL =>
  // Asked first, and once where the article is given: nearly everywhere that is all.
  sql`case when exists (select 1 from assignment_readings as ar join assignments as a on a.id = ar.assignment_id where ar.article_id = ${articleId} and a.names = 'pseudonyms')
    then (select along.group_id from readings as along join memberships as theirs on theirs.group_id = along.group_id
    where along.article_id = ${articleId} and theirs.user_id = ${userId} and ${memberOf(sql`along.group_id`, viewer)}
      and ${maskedTo({ groupId: sql`along.group_id`, articleId }, userId, viewer)} order by along.group_id limit 1) end`;
const bothShown = (userId: SQLWrapper, viewer: Viewer) =>
  sql`(select count(*) = 2 from ${users} where ${users.id} in (${userId}, ${me(viewer)}) and ${users.present})`;
const hereNow = () => sql`${presence.at} > clock_timestamp() - interval '45 seconds'`;
/** For a row of `presence`: seen by this viewer as being here. Who hides sees nobody either. */
export const presentTo = (viewer: Viewer): SQL =>
  and(hereNow(), bothShown(presence.userId, viewer), readsAlong(presence.articleId, presence.userId, viewer))!;
export const presenceOf = (viewer: Viewer): SQL => isMe(presence.userId, viewer);
// ---- assignments -----------------------------------------------------------------------------------------------

/** Set, change, open and put away; see where everybody stands: its group's leads. */
export const assignmentLedBy = (viewer: Viewer): SQL => leads(assignments.groupId, viewer);
/** Its leads always; its group from when it opens, until it is put away. */
export const assignmentVisibleTo = (viewer: Viewer): SQL =>
  or(
    assignmentLedBy(viewer),
    and(
      memberOf(assignments.groupId, viewer),
      isNull(assignments.archivedAt),
      sql`coalesce(${assignments.opensAt} <= now(), true)`,
    ),
  )!;
/** For a row of `assignments`: as far as it goes, its group's words are shown to this viewer. */
export const assignmentRevealedTo = (viewer: Viewer): SQL =>
  sql`not exists (select 1 from (${veiledFrom(viewer)} and a.id = ${assignments.id}) as veil)`;
/**
 * For a row of `annotations` beside one of `assignments`: may be made one of its questions, or be none any more. A lead's
 * note for the whole group, which who reads blind is shown too; by who leads it.
 */
export const promptSetBy = (viewer: Viewer): SQL =>
  and(
    assignmentLedBy(viewer),
    visibleTo(viewer),
    sql`${annotations.groupId} = ${assignments.groupId} and ${annotations.sectionId} is null and ${annotations.withUserId} is null`,
    sql`exists (select 1 from memberships as l where l.group_id = ${annotations.groupId} and l.user_id = ${annotations.authorId} and l.role in ('owner', 'lead'))`,
  )!;
/** For a row of `prompts` beside both: the assignment is shown to this viewer, and so is the note. */
export const promptShownTo = (viewer: Viewer): SQL =>
  and(
    assignmentVisibleTo(viewer),
    visibleTo(viewer),
    sql`${annotations.groupId} = ${assignments.groupId} and ${annotations.sectionId} is null and ${annotations.withUserId} is null`,
  )!;
/** For a row of `extensions` beside its assignment: its leads, and whom it gives more time. */
export const extensionShownTo = (viewer: Viewer): SQL =>
  and(
    assignmentVisibleTo(viewer),
    or(
      assignmentLedBy(viewer),
      isMe(extensions.userId, viewer),
      sql`${extensions.sectionId} in (select ${memberships.sectionId} from ${memberships} where ${memberships.userId} = ${me(viewer)})`,
    ),
  )!;
/** Whose work is shown beside an assignment: everybody's to its leads, else one's own. */
export const workShownTo = (userId: SQLWrapper, viewer: Viewer): SQL =>
  or(isMe(userId, viewer), assignmentLedBy(viewer))!;
/** The work of somebody who is in its group no more, beside an assignment: its leads, and not themself. */
export const goneShownTo = (userId: SQLWrapper, viewer: Viewer): SQL =>
  and(
    assignmentLedBy(viewer),
    sql`not exists (select 1 from memberships as m where m.group_id = ${assignments.groupId} and m.user_id = ${userId})`,
  )!;

/** My secret address for a calendar. */
export const calendarOf = (viewer: Viewer): SQL => isMe(calendars.userId, viewer);

/** One of those who are to do a group's assignments. */
const studies = (groupId: SQLWrapper, viewer: Viewer) =>
  sql`${groupId} = any(array(select m.group_id from memberships as m where ${isMe(sql`m.user_id`, viewer)} and m.role = 'member'))`;
const released = (viewer: Viewer) => and(isNotNull(assignments.releasedAt), assignmentVisibleTo(viewer))!;
/** Somebody's points beside their assignment: to its leads, and to themself once they are released. */
export const pointsShownTo = (userId: SQLWrapper, viewer: Viewer): SQL =>
  or(assignmentLedBy(viewer), and(isMe(userId, viewer), studies(assignments.groupId, viewer), released(viewer)))!;
/** For a row of `feedback` beside its assignment: with the points, one's own and what is said to all. */
export const feedbackShownTo = (viewer: Viewer): SQL =>
  pointsShownTo(sql`coalesce(${feedback.userId}, ${me(viewer)})`, viewer);
/** Ask that one's points be looked at again: once they are released, while the group is in use. */
export const reviewAskedBy = (viewer: Viewer): SQL =>
  and(studies(assignments.groupId, viewer), writesIn(assignments.groupId, viewer), released(viewer))!;
/** For a row of `assignment_acts` beside its assignment: all of them to its leads; to a student what was done to their points. */
export const assignmentActShownTo = (viewer: Viewer): SQL =>
  or(
    assignmentLedBy(viewer),
    and(
      sql`${assignmentActs.what} in ('override', 'review', 'answer', 'feedback')`,
      pointsShownTo(assignmentActs.userId, viewer),
    ),
  )!;
/** The marks that work is compared with, beside a student's own: to leads, and to them when they were due. */
export const referenceShownTo = (viewer: Viewer): SQL =>
  or(
    assignmentLedBy(viewer),
    and(studies(assignments.groupId, viewer), wasDue(assignments, viewer), assignmentVisibleTo(viewer)),
  )!;
/**
 * For a row of `annotations` beside one of `assignments`: let it be compared with. A lead their own, private or the group's,
 * that asks students nothing and that nobody has answered, who would no longer see their own words below it.
 */
export const referenceChosenBy = (viewer: Viewer): SQL =>
  and(
    assignmentLedBy(viewer),
    editableBy(viewer),
    sql`(${annotations.layer} = 'private' or (${annotations.groupId} = ${assignments.groupId} and ${annotations.withUserId} is null))`,
    sql`not ${repliedByOthers(viewer)} and not exists (select 1 from prompts as q where q.annotation_id = ${annotations.id})`,
  )!;

// ---- people ----------------------------------------------------------------------------------------------------

/** Runs the instance: people, sign-up, limits. */
export const administers = (viewer: Viewer): SQL =>
  sql`exists (select 1 from ${users} where ${users.id} = ${me(viewer)} and ${users.role} = 'admin' and ${users.disabledAt} is null and ${users.deletedAt} is null)`;
/** What I wrote, wherever it stands and whoever may read it now, but not what I deleted: to take it along. */
export const writtenBy = (viewer: Viewer): SQL =>
  and(isMe(annotations.authorId, viewer), isNull(annotations.deletedAt))!;
export const replyWrittenBy = (viewer: Viewer): SQL => and(isMe(replies.authorId, viewer), isNull(replies.deletedAt))!;
/** My own row of `users`, and my own devices. */
export const isSelf = (viewer: Viewer): SQL => and(isMe(users.id, viewer), isNull(users.deletedAt))!;
export const sessionOwnedBy = (viewer: Viewer): SQL => isMe(sessions.userId, viewer);
