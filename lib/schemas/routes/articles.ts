import { z } from "zod";
import { annotation, annotationQuery } from "../annotation";
import {
  article,
  articlePatch,
  libraryQuery,
  listedArticle,
  newArticle,
  preview,
  progress,
  progressReport,
} from "../article";
import { assignedText } from "../assignment";
import { peopleQuery } from "../mention";
import { hereNow, presencePlace } from "../presence";
import { person } from "../user";
import { listedVersion, newVersion, published, version, versionPatch, versionPreview } from "../version";
import { many, picture, type Route } from "./route";

/** Articles: bringing in, reading, who is there, what happens on them, their versions. */
export const ARTICLES: readonly Route[] = [
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
    fails: [404, 429],
  },
  { path: "/articles/{id}/read", method: "put", says: "I have read every thread on it.", answers: { 204: null } },
  {
    path: "/articles/{id}/presence",
    method: "get",
    says: "Who else of my groups that read it is here now, and where.",
    answers: { 200: hereNow },
  },
  {
    path: "/articles/{id}/presence",
    method: "put",
    says: "I am here; to be said again within 45 seconds. Answers as `GET` does.",
    body: presencePlace,
    answers: { 200: hereNow },
  },
  { path: "/articles/{id}/presence", method: "delete", says: "I left.", answers: { 204: null } },
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
    path: "/articles/{id}/assignments",
    method: "get",
    says: "What is asked of this text by assignments of my groups, and where I stand; what is due first first.",
    answers: { 200: many(assignedText) },
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
];
