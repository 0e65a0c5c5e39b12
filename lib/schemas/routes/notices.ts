import { follow, followPatch, notice, readQuery, unread } from "../notice";
import { page } from "../wire";
import { many, type Route } from "./route";

/** What I am told of, follow, and take along. */
export const NOTICES: readonly Route[] = [
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
    says: "How many lines of them I have not read, a hundred at most, and how much waits for me where I lead.",
    answers: { 200: unread },
  },
  { path: "/notices/read", method: "put", says: "I have read them all.", answers: { 204: null } },
  {
    path: "/notices/{id}/read",
    method: "put",
    says: "I have read this one; with `line` all that stand in its line, up to it.",
    query: readQuery,
    answers: { 204: null },
  },
  { path: "/follows", method: "get", says: "What I follow.", query: page, answers: { 200: many(follow) } },
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
  {
    path: "/unsubscribe/{token}",
    method: "post",
    says: "Ends mail of the kinds that a letter was about, by the token in it: RFC 8058.",
    open: true,
    answers: { 204: null },
  },
  {
    path: "/unsubscribe/{token}",
    method: "get",
    says: "Leads to the page with the button that does.",
    open: true,
    answers: { 303: null },
  },
  {
    path: "/calendar/{file}",
    method: "get",
    says: "The due dates of whoever made this secret address, as iCalendar (RFC 5545). `If-None-Match` is heeded.",
    open: true,
    answers: { 200: "text/calendar", 304: null },
    fails: [429],
  },
];
