import { z } from "zod";
import { body, reacted } from "./annotation";
import { mention, mentions } from "./mention";
import { person } from "./user";
import { id, time } from "./wire";

const said = body.refine((value) => value.trim() !== "", "Write something first.");
export const newReply = z.object({
  body: said,
  parentId: id.nullish().transform((value) => value ?? null),
  mentions: mentions.optional(),
});
export type NewReply = z.infer<typeof newReply>;
export const replyPatch = z.object({ body: said, mentions: mentions.optional() });
export type ReplyPatch = z.infer<typeof replyPatch>;

/** A deleted reply that was answered stays in its place as a tombstone: no body, no author. */
export const reply = z.object({
  id,
  annotationId: id,
  parentId: id.nullable(),
  author: person.nullable(),
  body: z.string().nullable(),
  mentions: z.array(mention),
  deleted: z.boolean(),
  revision: z.number(),
  createdAt: time,
  updatedAt: time,
  canEdit: z.boolean(),
  canModerate: z.boolean(),
  ...reacted,
  pending: z.boolean(),
});
export type Reply = z.infer<typeof reply>;
