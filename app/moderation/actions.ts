"use server";
import { z } from "zod";
import { action } from "@/app/boundary";
import * as blocks from "@/db/blocks";
import * as members from "@/db/members";
import { decide } from "@/db/moderating";
import { newAct, removalReason } from "@/lib/schemas/moderation";
import { id } from "@/lib/schemas/wire";

const about = z.object({ kind: z.enum(["note", "reply"]), id });
const subjectOf = (given: z.infer<typeof about>) =>
  given.kind === "reply" ? { replyId: given.id } : { annotationId: given.id };

export const decideOn = action(about.and(newAct), async (viewer, given) => {
  await decide(viewer, subjectOf(given), given);
});
/** Takes a hiding back from the same button's fields. */
export const restore = action(about, async (viewer, given) => {
  await decide(viewer, subjectOf(given), { what: "restore", reason: "" });
});
/** The same as if it had never been hidden: what was reported waits again. */
export const takeBack = action(about, async (viewer, given) => {
  await decide(viewer, subjectOf(given), { what: "restore", reason: "", reopen: true });
});
export const letStand = action(about, async (viewer, given) => {
  await decide(viewer, subjectOf(given), { what: "approve", reason: "" });
});
export const takeOut = action(
  z.object({ groupId: id, userId: id, reason: removalReason }),
  async (viewer, { groupId, userId, reason }) => {
    await members.remove(viewer, groupId, userId, { reason });
  },
);
export const unblock = action(z.object({ userId: id }), (viewer, { userId }) => blocks.unblock(viewer, userId));
export const block = action(z.object({ userId: id }), (viewer, { userId }) => blocks.block(viewer, userId));
