import { z } from "zod";
import { me, newUser } from "../user";
import type { Route } from "./route";

/** The instance and my account. */
export const INSTANCE: readonly Route[] = [
  {
    path: "/health",
    method: "get",
    says: "Whether the instance works: 503 while the database does not answer or its disk is full.",
    open: true,
    answers: {
      200: z.object({
        status: z.literal("ok"),
        database: z.literal("ok"),
        disk: z.literal("ok"),
        version: z.string(),
      }),
    },
    fails: [503],
  },
  {
    path: "/metrics",
    method: "get",
    says: "Figures for a monitoring system, in Prometheus' text format; with the token of the settings, if there is one.",
    open: true,
    answers: { 200: "text/plain" },
    fails: [401, 404],
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
    fails: [409, 429],
  },
  { path: "/me", method: "get", says: "Who I am.", answers: { 200: me } },
];
