import { z } from "zod";
import { person } from "./user";
import { id, time } from "./wire";

const moment = z.iso.datetime({ offset: true });

/** More time for one student, or for a section. */
export const newExtension = z
  .object({
    userId: id.nullable().default(null),
    sectionId: id.nullable().default(null),
    dueAt: moment,
    /** Until when late work is taken; as long as from everybody unless given. */
    lateUntil: moment.nullable().default(null),
    /** Although finished work becomes late by it, or no longer counts. */
    confirm: z.boolean().optional(),
  })
  .refine((a) => (a.userId === null) !== (a.sectionId === null), {
    path: ["userId"],
    message: "Choose a student or a section.",
  })
  .refine((a) => a.lateUntil === null || new Date(a.lateUntil) > new Date(a.dueAt), {
    path: ["lateUntil"],
    message: "Late work ends after the date it is due.",
  });
export type NewExtension = z.infer<typeof newExtension>;

/** Of taking one back. */
export const extensionEnd = z.object({
  /** Although finished work becomes late by it, or no longer counts. */
  confirm: z.literal("true").optional(),
});

const clock = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/, "Say a day and a time.");
/** The same from a form: whose it is as `user:` or `section:` and an id, times as a wall clock shows them. */
export const extensionForm = z.object({
  assignmentId: id,
  of: z.string().regex(/^(user|section):[0-9a-f-]{36}$/, "Choose a student or a section."),
  dueAt: clock,
  lateUntil: z.union([z.literal(""), clock]).default(""),
  confirm: z.literal("yes").optional(),
});

export const extension = z.object({
  id,
  /** Whose it is: a student's, or a section's. */
  user: person.nullable(),
  section: z.object({ id, name: z.string() }).nullable(),
  dueAt: time,
  lateUntil: time.nullable(),
});
export type Extension = z.infer<typeof extension>;
