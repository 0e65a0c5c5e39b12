import { z } from "zod";
import {
  annotation,
  annotationPatch,
  annotationQuery,
  formerState,
  newAnchor,
  newAnnotation,
  threadPatch,
} from "./annotation";
import {
  article,
  articlePatch,
  libraryQuery,
  listedArticle,
  newArticle,
  preview,
  progress,
  progressReport,
} from "./article";
import {
  group,
  groupPatch,
  groupReading,
  invitation,
  invite,
  joinRequest,
  leaving,
  listedGroup,
  member,
  memberPatch,
  newGroup,
  newInvite,
  newReading,
  newSection,
  readingPatch,
  requestAnswer,
  role,
  section,
} from "./group";
import { partnersQuery, peopleQuery } from "./mention";
import { followPatch, notice, unread } from "./notice";
import { newReply, reply, replyPatch } from "./reply";
import { me, newUser, person } from "./user";
import { listedVersion, newVersion, published, version, versionPatch, versionPreview } from "./version";
import { id, page, time } from "./wire";

type Method = "get" | "post" | "put" | "patch" | "delete";
export type Route = {
  path: string;
  method: Method;
  says: string;
  body?: z.ZodType;
  query?: z.ZodType;
  /** What is answered when all goes well, by status; `null` is no body, a string another media type. */
  answers: Readonly<Record<number, z.ZodType | string | null>>;
  /** Known failures beside 400, 403, 413, 415 for any body, and 404 for any address with an id in it. */
  fails?: readonly number[];
  /** Whether it can be asked without an account. */
  open?: boolean;
  /** `If-Match` with the revision is needed: 428 without it, 412 when it is not the present one. */
  revision?: boolean;
};

const many = (item: z.ZodType) => z.object({ items: z.array(item), next: z.string().nullable() });
const newInviteAnswer = z.object({ id, token: z.string(), url: z.url(), expiresAt: time });
const picture = "image/*";

/** Every call of version 1, as `app/api/v1` answers it. A test holds this table against the folders there. */
export const ROUTES: readonly Route[] = [
  {
    path: "/health",
    method: "get",
    says: "Whether the instance works.",
    open: true,
    answers: { 200: z.object({ status: z.literal("ok"), database: z.literal("ok"), version: z.string() }) },
    fails: [503],
  },
  {
    path: "/openapi.json",
    method: "get",
    says: "This description.",
    open: true,
    answers: { 200: z.object({}).loose() },
  },
  {
    path: "/users",
    method: "post",
    says: "Signs up. Where mail is sent, the answer is 202 whether or not the address has an account.",
    open: true,
    body: newUser,
    answers: { 201: me, 202: z.object({ status: z.literal("check-mail") }) },
    fails: [409],
  },
  { path: "/me", method: "get", says: "Who I am.", answers: { 200: me } },

  {
    path: "/imports",
    method: "post",
    says: "Reads an article in and shows what was understood; kept for a day.",
    body: newArticle,
    answers: { 201: preview },
    fails: [422, 429],
  },
  {
    path: "/imports/{id}",
    method: "get",
    says: "One of my imports that are not saved yet.",
    answers: { 200: preview },
  },
  { path: "/imports/{id}/images/{hash}", method: "get", says: "A picture of it.", answers: { 200: picture } },
  {
    path: "/articles",
    method: "get",
    says: "My readings and my groups', newest first.",
    query: libraryQuery,
    answers: { 200: many(listedArticle) },
  },
  {
    path: "/articles",
    method: "post",
    says: "Brings an article in: text, html, markdown, a url, or an import by its id.",
    body: newArticle,
    answers: { 201: article },
    fails: [422, 429],
  },
  { path: "/articles/{id}", method: "get", says: "An article with its text.", open: true, answers: { 200: article } },
  {
    path: "/articles/{id}",
    method: "patch",
    says: "Corrects it, or makes it public or private: who brought it in.",
    body: articlePatch,
    answers: { 200: article },
    revision: true,
  },
  { path: "/articles/{id}", method: "delete", says: "Takes it off my shelf.", answers: { 204: null }, revision: true },
  {
    path: "/articles/{id}/shelf",
    method: "put",
    says: "Keeps it on my shelf, or puts it back there.",
    answers: { 204: null },
  },
  { path: "/articles/{id}/archive", method: "put", says: "Puts it away.", answers: { 204: null } },
  { path: "/articles/{id}/archive", method: "delete", says: "Takes it out again.", answers: { 204: null } },
  {
    path: "/events",
    method: "get",
    says: "What happens on the articles named by `?article=<id>` (repeatable), as server-sent events: ids alone. `Last-Event-ID`, or `?since=` with an id that was given before, resumes without gap or double.",
    open: true,
    answers: { 200: "text/event-stream" },
    fails: [404],
  },
  { path: "/articles/{id}/read", method: "put", says: "I have read every thread on it.", answers: { 204: null } },
  { path: "/articles/{id}/progress", method: "get", says: "How far I have read.", answers: { 200: progress } },
  {
    path: "/articles/{id}/progress",
    method: "put",
    says: "Notes how far I have read.",
    body: progressReport,
    answers: { 204: null },
  },
  {
    path: "/articles/{id}/tags",
    method: "get",
    says: "Tags to complete from, the most used first.",
    answers: { 200: many(z.string()) },
  },
  {
    path: "/articles/{id}/people",
    method: "get",
    says: "Whom I know of and can name below an annotation of it, or in a note that is to stand so: eight at most.",
    query: peopleQuery,
    answers: { 200: many(person) },
  },
  {
    path: "/articles/{id}/images/{hash}",
    method: "get",
    says: "A picture of it.",
    open: true,
    answers: { 200: picture },
  },
  {
    path: "/articles/{id}/annotations",
    method: "get",
    says: "What I may see on it, in text order, orphans last.",
    open: true,
    query: annotationQuery,
    answers: { 200: many(annotation) },
  },
  {
    path: "/articles/{id}/versions",
    method: "get",
    says: "Its versions, newest first.",
    open: true,
    answers: { 200: many(listedVersion) },
  },
  {
    path: "/articles/{id}/versions",
    method: "post",
    says: "Publishes its next version, sent as an import is, or with `preview` shows what that would do. With `Accept: application/x-ndjson` it says in lines how far it is, and answers in the last.",
    body: newVersion,
    answers: { 200: versionPreview, 201: published },
    fails: [409, 412, 422, 429, 503],
  },
  {
    path: "/articles/{id}/versions/{number}",
    method: "get",
    says: "One of them with its text, unless that was withdrawn.",
    open: true,
    answers: { 200: version },
  },
  {
    path: "/articles/{id}/versions/{number}",
    method: "patch",
    says: "Withdraws an old version, or brings it back: who may publish.",
    body: versionPatch,
    answers: { 200: version },
    fails: [409],
  },

  {
    path: "/annotations/{id}",
    method: "get",
    says: "One annotation; with `Accept: application/ld+json` the W3C Web Annotation.",
    open: true,
    answers: { 200: annotation },
  },
  {
    path: "/annotations/{id}",
    method: "put",
    says: "Marks a passage, under an id that the client makes: 200 when this very writing was made before.",
    body: newAnnotation,
    answers: { 200: annotation, 201: annotation },
    fails: [409, 422, 429],
  },
  {
    path: "/annotations/{id}",
    method: "patch",
    says: "Changes what is named.",
    body: annotationPatch,
    answers: { 200: annotation },
    fails: [409, 422],
    revision: true,
  },
  { path: "/annotations/{id}", method: "delete", says: "Deletes it.", answers: { 204: null }, revision: true },
  {
    path: "/annotations/{id}/thread",
    method: "patch",
    says: "Resolves or reopens it, or says which reply answers its question: its author, or a lead of its group.",
    body: threadPatch,
    answers: { 200: annotation },
  },
  {
    path: "/annotations/{id}/read",
    method: "put",
    says: "I have read it, and what is below it.",
    answers: { 204: null },
  },
  {
    path: "/annotations/{id}/standing",
    method: "put",
    says: "Lets it stand where it waited for a lead.",
    answers: { 200: annotation },
  },
  {
    path: "/replies/{id}/standing",
    method: "put",
    says: "Lets a reply stand where it waited for a lead.",
    answers: { 200: reply },
  },
  {
    path: "/annotations/{id}/reactions/{what}",
    method: "put",
    says: "I agree, it helps me, or I have this question too.",
    answers: { 200: annotation },
  },
  {
    path: "/annotations/{id}/reactions/{what}",
    method: "delete",
    says: "Takes that back.",
    answers: { 200: annotation },
  },
  {
    path: "/annotations/{id}/restore",
    method: "post",
    says: "Puts back what I deleted.",
    answers: { 200: annotation },
  },
  {
    path: "/annotations/{id}/history",
    method: "get",
    says: "What it was before.",
    answers: { 200: many(formerState) },
  },
  {
    path: "/annotations/{id}/anchor",
    method: "put",
    says: "Shows where its passage stands in the current version: its author, or an owner of its group.",
    body: newAnchor,
    answers: { 200: annotation },
    fails: [412, 422],
  },
  {
    path: "/annotations/{id}/anchor",
    method: "delete",
    says: "Takes that back: its place is looked for anew.",
    answers: { 200: annotation },
  },
  {
    path: "/annotations/{id}/replies",
    method: "get",
    says: "Its replies, oldest first.",
    open: true,
    query: page,
    answers: { 200: many(reply) },
  },
  {
    path: "/annotations/{id}/replies/{replyId}",
    method: "get",
    says: "One of them.",
    open: true,
    answers: { 200: reply },
  },
  {
    path: "/annotations/{id}/replies/{replyId}",
    method: "put",
    says: "Answers it, under an id that the client makes.",
    body: newReply,
    answers: { 200: reply, 201: reply },
    fails: [409, 429],
  },
  { path: "/replies/{id}", method: "get", says: "One reply.", open: true, answers: { 200: reply } },
  {
    path: "/replies/{id}",
    method: "patch",
    says: "Says it otherwise.",
    body: replyPatch,
    answers: { 200: reply },
    revision: true,
  },
  {
    path: "/replies/{id}",
    method: "delete",
    says: "Deletes it; a tombstone stays where it was answered.",
    answers: { 204: null },
    revision: true,
  },
  { path: "/replies/{id}/reactions/{what}", method: "put", says: "The same of a reply.", answers: { 200: reply } },
  { path: "/replies/{id}/reactions/{what}", method: "delete", says: "Takes that back.", answers: { 200: reply } },
  { path: "/replies/{id}/restore", method: "post", says: "Puts back what I deleted.", answers: { 200: reply } },
  { path: "/replies/{id}/history", method: "get", says: "What it was before.", answers: { 200: many(formerState) } },

  { path: "/groups", method: "get", says: "My groups.", answers: { 200: many(listedGroup) } },
  { path: "/groups", method: "post", says: "Creates a group.", body: newGroup, answers: { 201: group } },
  { path: "/groups/{id}/sections", method: "get", says: "Its sections.", answers: { 200: many(section) } },
  {
    path: "/groups/{id}/sections",
    method: "post",
    says: "Adds a section.",
    body: newSection,
    answers: { 201: section },
    fails: [409],
  },
  {
    path: "/groups/{id}/sections/{sectionId}",
    method: "patch",
    says: "Renames it.",
    body: newSection,
    answers: { 204: null },
  },
  {
    path: "/groups/{id}/sections/{sectionId}",
    method: "delete",
    says: "Takes it away, unless notes stand in it.",
    answers: { 204: null },
    fails: [409],
  },
  {
    path: "/groups/{id}/spread",
    method: "post",
    says: "Puts everybody who is in no section into the smallest, and makes sections of twenty where there are too few.",
    answers: { 200: z.object({ placed: z.number() }) },
  },
  { path: "/groups/{id}/requests", method: "get", says: "Who asks to be let in.", answers: { 200: many(joinRequest) } },
  {
    path: "/groups/{id}/requests/{requestId}",
    method: "patch",
    says: "Lets them in, or does not.",
    body: requestAnswer,
    answers: { 204: null },
  },
  {
    path: "/groups/{id}/readings/{articleId}",
    method: "patch",
    says: "Whether it is discussed per section.",
    body: readingPatch,
    answers: { 204: null },
  },
  { path: "/groups/{id}", method: "get", says: "One of my groups.", answers: { 200: group } },
  {
    path: "/groups/{id}",
    method: "patch",
    says: "Renames or describes it: an owner.",
    body: groupPatch,
    answers: { 200: group },
  },
  {
    path: "/groups/{id}/partners",
    method: "get",
    says: "With whom I may talk alone in it: its leads, and as a lead its members; eight at most.",
    query: partnersQuery,
    answers: { 200: many(person) },
  },
  { path: "/groups/{id}/members", method: "get", says: "Who is in it.", answers: { 200: many(member) } },
  {
    path: "/groups/{id}/members/{userId}",
    method: "patch",
    says: "Another role, which owners give, or another section.",
    body: memberPatch,
    answers: { 200: member },
    fails: [409],
  },
  {
    path: "/groups/{id}/members/{userId}",
    method: "delete",
    says: "Takes somebody out; oneself is leaving, and then one may take one's notes along.",
    query: leaving,
    answers: { 204: null },
    fails: [409],
  },
  {
    path: "/groups/{id}/invites",
    method: "get",
    says: "The links that work: an owner.",
    answers: { 200: many(invite) },
  },
  {
    path: "/groups/{id}/invites",
    method: "post",
    says: "Makes a link; its token is shown this once.",
    body: newInvite,
    answers: { 201: newInviteAnswer },
  },
  { path: "/groups/{id}/invites/{inviteId}", method: "delete", says: "Ends a link.", answers: { 204: null } },
  { path: "/groups/{id}/readings", method: "get", says: "What it reads.", answers: { 200: many(groupReading) } },
  {
    path: "/groups/{id}/readings",
    method: "post",
    says: "Lets it read an article that I may read.",
    body: newReading,
    answers: { 200: newReading.extend({ groupId: id }), 201: newReading.extend({ groupId: id }) },
  },
  { path: "/groups/{id}/readings/{articleId}", method: "delete", says: "Ends a reading.", answers: { 204: null } },
  {
    path: "/invites/{token}",
    method: "get",
    says: "What a link opens; looking uses nothing up.",
    open: true,
    answers: { 200: invitation },
  },
  {
    path: "/invites/{token}",
    method: "post",
    says: "Joins by it; where a lead decides, asks to.",
    answers: { 200: z.object({ groupId: id, role }), 202: z.object({ status: z.literal("asked") }) },
  },

  {
    path: "/notices",
    method: "get",
    says: "What I was told and may see still, newest first.",
    query: page,
    answers: { 200: many(notice) },
  },
  {
    path: "/notices/unread",
    method: "get",
    says: "How many of them I have not read, a hundred at most.",
    answers: { 200: unread },
  },
  { path: "/notices/read", method: "put", says: "I have read them all.", answers: { 204: null } },
  { path: "/notices/{id}/read", method: "put", says: "I have read this one.", answers: { 204: null } },
  {
    path: "/follows/{subject}/{id}",
    method: "get",
    says: "Whether I follow it; a thread that I take part in I follow unless I chose not to.",
    answers: { 200: followPatch },
  },
  {
    path: "/follows/{subject}/{id}",
    method: "put",
    says: "Follows it, or not any more.",
    body: followPatch,
    answers: { 204: null },
  },
];

/** RFC 9457. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  errors: z.record(z.string(), z.array(z.string())).optional(),
});
