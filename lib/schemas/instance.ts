import { z } from "zod";
import { id, time } from "./wire";

/** Who may sign up: anybody, whoever holds a group's invite link, nobody. */
export const signUpMode = z.enum(["open", "invite", "closed"]);
export type SignUpMode = z.infer<typeof signUpMode>;

export const instancePatch = z
  .object({
    signup: signUpMode,
    storageBytes: z
      .number()
      .int()
      .min(1024 ** 2)
      .max(1024 ** 4),
    importsPerDay: z.number().int().min(1).max(100_000),
  })
  .partial();
export type InstancePatch = z.infer<typeof instancePatch>;

/** A person as an administrator sees them. Never what they read or wrote. */
export const adminPerson = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  /** What they sign in with who were given no address. */
  login: z.string().nullable(),
  role: z.enum(["admin", "member"]),
  disabled: z.boolean(),
  emailVerified: z.boolean(),
  createdAt: time,
  seenAt: time.nullable(),
});
export type AdminPerson = z.infer<typeof adminPerson>;

/** A letter in the outbox. */
export const kept = z.object({
  id,
  to: z.string(),
  subject: z.string(),
  /** Null where mail is sent. */
  text: z.string().nullable(),
  tries: z.number(),
  at: time,
});
export type Kept = z.infer<typeof kept>;
