import { z } from "zod";
import {
  act,
  blocked,
  caseItem,
  decision,
  flag,
  newAct,
  newFlag,
  queueQuery,
  waiting,
  withheldQuery,
} from "../moderation";
import { id, page } from "../wire";
import { many, type Route } from "./route";

const made = z.object({ id });

/** Reports, what leads and administrators do about them, and blocking. */
export const MODERATION: readonly Route[] = [
  {
    path: "/annotations/{id}/flags",
    method: "get",
    says: "Open reports of a note: mine, and all of them for who answers for it.",
    answers: { 200: many(flag) },
  },
  {
    path: "/annotations/{id}/flags",
    method: "put",
    says: "Reports a note; reporting it again says it otherwise.",
    body: newFlag,
    answers: { 204: null },
  },
  { path: "/annotations/{id}/flags", method: "delete", says: "Takes my report back.", answers: { 204: null } },
  {
    path: "/annotations/{id}/acts",
    method: "post",
    says: "Hides a note, puts it back, turns it down, settles its reports or warns its author: a lead of its group; for what is public, an administrator.",
    body: newAct,
    answers: { 201: made },
    fails: [409],
  },
  {
    path: "/replies/{id}/flags",
    method: "get",
    says: "Open reports of a reply: mine, and all of them for who answers for it.",
    answers: { 200: many(flag) },
  },
  {
    path: "/replies/{id}/flags",
    method: "put",
    says: "Reports a reply; reporting it again says it otherwise.",
    body: newFlag,
    answers: { 204: null },
  },
  { path: "/replies/{id}/flags", method: "delete", says: "Takes my report back.", answers: { 204: null } },
  {
    path: "/replies/{id}/acts",
    method: "post",
    says: "Hides a reply, puts it back, turns it down, settles its reports or warns its author: a lead of its group; for what is public, an administrator.",
    body: newAct,
    answers: { 201: made },
    fails: [409],
  },
  {
    path: "/groups/{id}/moderation",
    method: "get",
    says: "What was reported there or waits to be let stand, or what is hidden: a lead.",
    query: queueQuery,
    answers: { 200: many(caseItem) },
  },
  {
    path: "/groups/{id}/acts",
    method: "get",
    says: "What was decided there, by whom and why, newest first: a lead.",
    query: page,
    answers: { 200: many(act) },
  },
  {
    path: "/moderation",
    method: "get",
    says: "The same of public layers: an administrator.",
    query: queueQuery,
    answers: { 200: many(caseItem) },
    fails: [404],
  },
  {
    path: "/acts",
    method: "get",
    says: "What was decided in public layers: an administrator.",
    query: page,
    answers: { 200: many(act) },
    fails: [404],
  },
  {
    path: "/decisions",
    method: "get",
    says: "What was decided about me and what I wrote.",
    query: page,
    answers: { 200: many(decision) },
  },
  {
    path: "/withheld",
    method: "get",
    says: "What of mine is hidden, with why.",
    query: withheldQuery,
    answers: { 200: many(decision) },
  },
  { path: "/waiting", method: "get", says: "How much waits for me to settle it.", answers: { 200: waiting } },
  { path: "/blocks", method: "get", says: "Whom I blocked.", answers: { 200: many(blocked) } },
  {
    path: "/blocks/{userId}",
    method: "put",
    says: "Hides each of us from the other in public layers.",
    answers: { 204: null },
    fails: [409],
  },
  { path: "/blocks/{userId}", method: "delete", says: "Ends that.", answers: { 204: null } },
];
