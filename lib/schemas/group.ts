import { z } from "zod";
import { id, line, prose, time } from "./wire";

export const role = z.enum(["owner", "member"]);
export type Role = z.infer<typeof role>;

export const newGroup = z.object({ name: line(100, "A name"), description: prose(2000).default("") });
export type NewGroup = z.infer<typeof newGroup>;
export const groupPatch = z.object({ name: line(100, "A name"), description: prose(2000) }).partial();

export const group = z.object({
  id,
  name: z.string(),
  description: z.string(),
  role,
  sample: z.boolean(),
  members: z.number(),
  readings: z.number(),
  createdAt: time,
});
export type Group = z.infer<typeof group>;

export const member = z.object({ id, name: z.string(), role, joinedAt: time });
export type Member = z.infer<typeof member>;
export const memberPatch = z.object({ role });

export const newInvite = z.object({
  role: role.default("member"),
  /** Seconds; a week unless given, a minute at least, a year at most. */
  expiresIn: z
    .number()
    .int()
    .min(60)
    .max(365 * 86_400)
    .default(7 * 86_400),
  maxUses: z.number().int().min(1).max(10_000).nullish(),
});
export type NewInvite = z.infer<typeof newInvite>;
export const invite = z.object({
  id,
  role,
  createdAt: time,
  expiresAt: time,
  maxUses: z.number().nullable(),
  uses: z.number(),
  createdBy: z.object({ id, name: z.string() }),
});
export type Invite = z.infer<typeof invite>;

export const newReading = z.object({ articleId: id });
