import { and, eq, isNull, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Layer } from "@/lib/schemas/annotation";
import type { Viewer } from "@/lib/schemas/user";
import {
  annotations,
  articles,
  groups,
  imports,
  invites,
  memberships,
  progress,
  readings,
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
 * To select one (`canEdit`), wrap it as `sql<boolean>\`${editableBy(viewer)}\``: drizzle takes the table's name off the
 * columns of an expression that stands directly in the list of a one-table select, and a sub-select inside would then
 * compare with its own columns.
 */

/** The id that stands for nobody: no row carries it. */
const NOBODY = "00000000-0000-0000-0000-000000000000";
const me = (viewer: Viewer) => sql`${viewer?.id ?? NOBODY}::uuid`;
const isMe = (userId: SQLWrapper, viewer: Viewer) => sql`${userId} = ${me(viewer)}`;

// ---- groups ----------------------------------------------------------------------------------------------------

// Written as an array sub-select, memberships are looked up once for the whole query (an InitPlan): measured twice as
// fast as `exists` on the reader's page of a thousand marks, and more on the notebook.
const myGroups = (viewer: Viewer) =>
  sql`array(select ${memberships.groupId} from ${memberships} where ${memberships.userId} = ${me(viewer)})`;

export const memberOf = (groupId: SQLWrapper, viewer: Viewer): SQL => sql`${groupId} = any(${myGroups(viewer)})`;

export const ownerOf = (groupId: SQLWrapper, viewer: Viewer): SQL =>
  sql`${groupId} = any(array(select ${memberships.groupId} from ${memberships} where ${memberships.userId} = ${me(viewer)} and ${memberships.role} = 'owner'))`;

export const groupVisibleTo = (viewer: Viewer): SQL => memberOf(groups.id, viewer);
/** Rename, invite, revoke, change roles, remove members, take a reading off. */
export const groupLedBy = (viewer: Viewer): SQL => ownerOf(groups.id, viewer);
export const inviteManagedBy = (viewer: Viewer): SQL => ownerOf(invites.groupId, viewer);
const realGroup = (groupId: SQLWrapper) =>
  sql`exists (select 1 from ${groups} where ${groups.id} = ${groupId} and not ${groups.sample})`;
/** Appoint or demote: an owner. */
export const roleSetBy = (viewer: Viewer): SQL =>
  and(ownerOf(memberships.groupId, viewer), realGroup(memberships.groupId))!;
/** End a membership: one's own, or any as an owner. */
export const membershipEndedBy = (viewer: Viewer): SQL => or(isMe(memberships.userId, viewer), roleSetBy(viewer))!;
/** End a reading: an owner any, a member what they brought. */
export const readingEndedBy = (viewer: Viewer): SQL =>
  and(
    realGroup(readings.groupId),
    or(ownerOf(readings.groupId, viewer), and(memberOf(readings.groupId, viewer), isMe(readings.addedBy, viewer))),
  )!;

// ---- articles --------------------------------------------------------------------------------------------------

/** On my shelf, read by a group of mine, or public. Never by id alone; my own progress on it gives no right. */
export const articleReadableBy = (articleId: SQLWrapper, visibility: SQLWrapper, viewer: Viewer): SQL =>
  sql`(${visibility} = 'public'
    or exists (select 1 from ${shelf} where ${shelf.articleId} = ${articleId} and ${shelf.userId} = ${me(viewer)} and ${shelf.removedAt} is null)
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

/** For a row of `groups` beside one of `articles`: bring it there. Only who may read an article may; a sample stays where it is. */
export const readingBroughtBy = (viewer: Viewer): SQL =>
  and(memberOf(groups.id, viewer), eq(groups.sample, false), articleVisibleTo(viewer), eq(articles.sample, false))!;

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

const publicOnPublic = () =>
  sql`(${annotations.layer} = 'public' and exists (select 1 from ${articles} where ${articles.id} = ${annotations.articleId} and ${articles.visibility} = 'public'))`;

/**
 * The annotations this viewer may read: standing, on an article they may read, and their own, public on a public
 * article, or in a group of theirs. Lists, single reads, counts, export and live updates all use it.
 */
export const visibleTo = (viewer: Viewer): SQL =>
  and(
    standing(annotations),
    inReadableArticle(viewer),
    or(
      isMe(annotations.authorId, viewer),
      publicOnPublic(),
      sql`(${annotations.layer} = 'group' and ${memberOf(annotations.groupId, viewer)})`,
    ),
  )!;

/** What editing asks beside seeing: for a query that has `visibleTo` already, which is costly to ask of each row twice. */
export const editableIfVisible = (viewer: Viewer): SQL => isMe(annotations.authorId, viewer);

/**
 * In no group's layer, or in a group of mine. An author who left a group still has the note that stands there, to take
 * it back; what the group goes on saying below it is not theirs to read, to count or to answer.
 */
export const inItsGroup = (viewer: Viewer): SQL =>
  sql`(${annotations.layer} <> 'group' or ${memberOf(annotations.groupId, viewer)})`;

/** Change or delete: its author, while they may still see it. */
export const editableBy = (viewer: Viewer): SQL => and(editableIfVisible(viewer), visibleTo(viewer))!;

/** What attaching asks beside seeing, as `editableIfVisible`: its author, or an owner of the group it is shared with. */
export const attachableIfVisible = (viewer: Viewer): SQL =>
  sql`((${isMe(annotations.authorId, viewer)} and ${inItsGroup(viewer)}) or (${annotations.layer} = 'group' and ${ownerOf(annotations.groupId, viewer)}))`;

/** Show by hand where a note's passage stands in a new text. */
export const attachableBy = (viewer: Viewer): SQL => and(attachableIfVisible(viewer), visibleTo(viewer))!;

/** Put back what was deleted: its author, on an article they may still read. */
export const restorableBy = (viewer: Viewer): SQL =>
  and(
    isMe(annotations.authorId, viewer),
    sql`${annotations.deletedAt} is not null and ${annotations.hiddenAt} is null`,
    inReadableArticle(viewer),
  )!;

/** The whole history is its author's; the group's owner sees it from when the note entered its present layer. */
export const historyVisibleTo = (viewer: Viewer): SQL =>
  and(
    visibleTo(viewer),
    or(
      isMe(annotations.authorId, viewer),
      sql`(${annotations.layer} = 'group' and ${ownerOf(annotations.groupId, viewer)})`,
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
    group: sql`exists (select 1 from ${readings} where ${readings.articleId} = ${articleId} and ${readings.groupId} = ${groupId}::uuid and ${memberOf(readings.groupId, viewer)})`,
  })[layer];

// ---- replies ---------------------------------------------------------------------------------------------------

/** Read and answer what is said below an annotation. */
export const threadOpenTo = (viewer: Viewer): SQL => and(visibleTo(viewer), inItsGroup(viewer))!;

/** For a row of `replies`: its thread is open to this viewer, and it is not hidden. Deleted ones are tombstones. */
export const replyVisibleTo = (viewer: Viewer): SQL =>
  and(
    isNull(replies.hiddenAt),
    sql`exists (select 1 from ${annotations} where ${annotations.id} = ${replies.annotationId} and ${threadOpenTo(viewer)})`,
  )!;
export const replyEditableBy = (viewer: Viewer): SQL =>
  and(isMe(replies.authorId, viewer), isNull(replies.deletedAt), replyVisibleTo(viewer))!;
export const replyRestorableBy = (viewer: Viewer): SQL =>
  and(isMe(replies.authorId, viewer), sql`${replies.deletedAt} is not null`, replyVisibleTo(viewer))!;

/** As `historyVisibleTo`: its author the whole of it, the group's owner from when the annotation entered its layer. */
export const replyHistoryVisibleTo = (viewer: Viewer): SQL =>
  and(
    isNull(replies.deletedAt),
    replyVisibleTo(viewer),
    or(
      isMe(replies.authorId, viewer),
      sql`exists (select 1 from ${annotations} where ${annotations.id} = ${replies.annotationId} and ${annotations.layer} = 'group' and ${ownerOf(annotations.groupId, viewer)})`,
    ),
  )!;
export const replyFromPresentLayerUnlessMine = (madeAt: SQLWrapper, viewer: Viewer): SQL =>
  sql`(${isMe(replies.authorId, viewer)} or exists (select 1 from ${annotations} where ${annotations.id} = ${replies.annotationId} and ${madeAt} > ${annotations.layerAt}))`;

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
