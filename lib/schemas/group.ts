import { z } from "zod";
import { listedArticle } from "./article";
import { person } from "./user";
import { id, line, prose, time } from "./wire";

export const role = z.enum(["owner", "lead", "member", "guest"]);
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

/** As a group stands in a list: with the last few titles it was brought. */
export const listedGroup = group.extend({ latest: z.array(z.object({ id, title: z.string() })) });
export type ListedGroup = z.infer<typeof listedGroup>;

/** One of a group's readings; `marks` counts what this viewer may see of them in this group. */
export const groupReading = z.object({
  article: listedArticle.pick({
    id: true,
    title: true,
    dir: true,
    language: true,
    byline: true,
    words: true,
    sample: true,
  }),
  marks: z.number(),
  by: person,
  at: time,
});
export type GroupReading = z.infer<typeof groupReading>;

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
/** The same as a form sends it: days and an empty field, in words. */
export const inviteForm = z
  .object({ groupId: id, role, days: z.coerce.number(), maxUses: z.string().trim() })
  .transform(({ days, maxUses, ...rest }, context) => {
    const parsed = newInvite
      .extend({ groupId: id })
      .safeParse({ ...rest, expiresIn: days * 86_400, maxUses: maxUses === "" ? null : Number(maxUses) });
    if (parsed.success) return parsed.data;
    for (const { message, path } of parsed.error.issues)
      context.addIssue({ code: "custom", message, path: path.map((name) => (name === "expiresIn" ? "days" : name)) });
    return z.NEVER;
  });
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

/** What a working invite link says to whoever holds it. */
export const invitation = z.object({
  group: z.object({ id, name: z.string(), description: z.string() }),
  invitedBy: person,
  role,
  /** The viewer is in the group already. */
  member: z.boolean(),
});
export type Invitation = z.infer<typeof invitation>;

export const newReading = z.object({ articleId: id });
