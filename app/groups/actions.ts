"use server";
import { redirect } from "next/navigation";
import { after } from "next/server";
import { z } from "zod";
import { action } from "@/app/boundary";
import * as groups from "@/db/groups";
import * as invitations from "@/db/invitations";
import * as invites from "@/db/invites";
import * as joining from "@/db/joining";
import * as leading from "@/db/leading";
import * as members from "@/db/members";
import * as readings from "@/db/readings";
import * as unread from "@/db/unread";
import * as vocabulary from "@/db/vocabulary";
import {
  groupKind,
  invitationsForm,
  inviteForm,
  joinMessage,
  joins,
  newGroup,
  newSection,
  role,
  vocabularyForm,
} from "@/lib/schemas/group";
import { removalReason } from "@/lib/schemas/moderation";
import { id } from "@/lib/schemas/wire";
import { inviteUrl, links } from "./link";

const ofGroup = z.object({ groupId: id });
const member = z.object({ groupId: id, userId: id });
const reading = z.object({ groupId: id, articleId: id });

export const readGroup = action(ofGroup, (viewer, { groupId }) => unread.markAllRead(viewer, { groupId }));

export const createGroup = action(newGroup, async (viewer, input) => {
  const group = await groups.create(viewer, input);
  redirect(`/groups/${group.id}`);
});
export const describeGroup = action(
  newGroup.omit({ kind: true }).extend({ groupId: id }),
  async (viewer, { groupId, ...patch }) => {
    await leading.change(viewer, groupId, patch);
  },
);
export const turnGroup = action(ofGroup.extend({ kind: groupKind }), async (viewer, { groupId, kind }) => {
  await leading.change(viewer, groupId, { kind });
});
const arranged = ofGroup.extend({ joins: joins.optional(), renew: z.literal("yes").optional() });
export const arrangeLink = action(arranged, async (viewer, { groupId, joins, renew }) => {
  await joining.arrange(viewer, groupId, { joins, renew: renew === "yes" });
});
export const askToJoin = action(
  ofGroup.extend({ message: joinMessage.shape.message }),
  async (viewer, { groupId, message }) => {
    await joining.ask(viewer, groupId, message);
  },
);
/** A member's role and section as their row's form says them; `none` is no section. */
const placed = member.extend({
  role: role.optional(),
  sectionId: z
    .union([id, z.literal("none")])
    .optional()
    .transform((value) => (value === "none" ? null : value)),
});
export const reviseMember = action(placed, async (viewer, { groupId, userId, ...patch }) => {
  await members.revise(viewer, groupId, userId, patch);
});
export const leaveWithNotes = action(ofGroup, async (viewer, { groupId }) => {
  await members.remove(viewer, groupId, viewer.id, { takeNotes: true });
  redirect("/groups");
});
export const removeMember = action(
  member.extend({ reason: removalReason }),
  async (viewer, { groupId, userId, reason }) => {
    await members.remove(viewer, groupId, userId, { reason });
  },
);
export const leaveGroup = action(ofGroup, async (viewer, { groupId }) => {
  await members.remove(viewer, groupId, viewer.id);
  redirect("/groups");
});
export const createInvite = action(inviteForm, async (viewer, { groupId, ...input }) => {
  const { token } = await invites.create(viewer, groupId, input);

  return { url: inviteUrl(token) };
});
export const inviteByMail = action(invitationsForm, async (viewer, { groupId, ...input }) => {
  const { ids, rest } = await invitations.invite(viewer, groupId, input, links());
  after(rest);
  return { invited: ids.length };
});
export const resendInvitation = action(
  z.object({ groupId: id, inviteId: id }),
  async (viewer, { groupId, inviteId }) => {
    const { rest } = await invitations.resend(viewer, groupId, inviteId, links());
    after(rest);
  },
);
export const revokeInvite = action(z.object({ groupId: id, inviteId: id }), async (viewer, { groupId, inviteId }) => {
  await invites.revoke(viewer, groupId, inviteId);
});
export const bringReading = action(reading, async (viewer, { groupId, articleId }) => {
  await readings.bring(viewer, groupId, articleId);
});
export const endReading = action(reading, async (viewer, { groupId, articleId }) => {
  await readings.takeOff(viewer, groupId, articleId);
});
export const joinGroup = action(joinMessage.extend({ token: z.string().max(100) }), async (viewer, input) => {
  const joined = await invites.join(viewer, input.token, input.message);
  redirect("asked" in joined ? `/invites/${input.token}` : `/groups/${joined.groupId}`);
});
export const withdrawRequest = action(ofGroup, async (viewer, { groupId }) => {
  await leading.withdraw(viewer, groupId);
});
export const letIn = action(ofGroup.extend({ requestId: id }), async (viewer, { groupId, requestId }) => {
  await leading.answer(viewer, groupId, requestId, true);
});
export const decline = action(ofGroup.extend({ requestId: id }), async (viewer, { groupId, requestId }) => {
  await leading.answer(viewer, groupId, requestId, false);
});
export const addSection = action(newSection.extend({ groupId: id }), async (viewer, { groupId, name }) => {
  await leading.addSection(viewer, groupId, name);
});
export const renameSection = action(
  newSection.extend({ groupId: id, sectionId: id }),
  async (viewer, { groupId, sectionId, name }) => {
    await leading.renameSection(viewer, groupId, sectionId, name);
  },
);
export const removeSection = action(ofGroup.extend({ sectionId: id }), async (viewer, { groupId, sectionId }) => {
  await leading.removeSection(viewer, groupId, sectionId);
});
export const spreadMembers = action(ofGroup, async (viewer, { groupId }) => {
  await leading.spread(viewer, groupId);
});
export const setVocabulary = action(vocabularyForm, async (viewer, { groupId, tags }) => {
  await vocabulary.set(viewer, groupId, tags);
});
/** A form's own words for yes and no. */
const choice = z.enum(["yes", "no"]).transform((value) => value === "yes");
export const discuss = action(reading.extend({ bySection: choice }), async (viewer, input) => {
  await leading.discuss(viewer, input.groupId, input.articleId, input.bySection);
});
export const archiveGroup = action(ofGroup.extend({ on: choice }), async (viewer, { groupId, on }) => {
  await leading.change(viewer, groupId, { archived: on });
});
export const endGroup = action(ofGroup.extend({ on: choice }), async (viewer, { groupId, on }) => {
  await leading.change(viewer, groupId, { ending: on });
});
export const premoderate = action(ofGroup.extend({ on: choice }), async (viewer, { groupId, on }) => {
  await leading.change(viewer, groupId, { premoderated: on });
});
