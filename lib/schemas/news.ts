import { z } from "zod";
import { kind } from "./annotation";
import { person } from "./user";
import { id, time } from "./wire";

const named = z.object({
  id,
  title: z.string(),
  dir: z.enum(["ltr", "rtl"]),
  language: z.string().nullable(),
});

/** What is new for one reader, each list newest first and short. */
export const news = z.object({
  /** Begun and not finished. `progress` from 0 to 1. */
  begun: z.array(named.extend({ progress: z.number(), words: z.number(), readAt: time })),
  /** What others brought to my groups, and I have not opened. */
  brought: z.array(
    z.object({
      article: named.extend({ byline: z.string().nullable(), words: z.number() }),
      group: z.object({ id, name: z.string() }),
      by: person,
      at: time,
    }),
  ),
  /** On how many threads of an article somebody wrote what I have not read; and those of my groups that read it. */
  unread: z.array(
    z.object({ article: named, groups: z.array(z.object({ id, name: z.string() })), threads: z.number() }),
  ),
  /** What others answered to my notes and replies, and I have not read. */
  replies: z.array(
    z.object({
      id,
      annotationId: id,
      kind,
      exact: z.string(),
      body: z.string(),
      by: person,
      article: named,
      at: time,
      /** Where many came in one week in one group: how many, and in which threads, the latest first. This is the latest. */
      together: z
        .object({
          count: z.number(),
          /** All of them answer questions of mine. */
          answers: z.boolean(),
          group: z.string().nullable(),
          threads: z.array(
            z.object({ annotationId: id, exact: z.string(), language: z.string().nullable(), count: z.number() }),
          ),
        })
        .nullable(),
    }),
  ),
});
export type News = z.infer<typeof news>;
