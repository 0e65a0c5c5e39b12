"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { siteUrl } from "@/app/auth";
import { action } from "@/app/boundary";
import * as groups from "@/db/groups";
import { inviteForm, newGroup, role } from "@/lib/schemas/group";
import { id } from "@/lib/schemas/wire";

const ofGroup = z.object({ groupId: id });
const member = z.object({ groupId: id, userId: id });
const reading = z.object({ groupId: id, articleId: id });

export const createGroup = action(newGroup, async (viewer, input) => {
  const group = await groups.create(viewer, input);
  redirect(`/groups/${group.id}`);
});
export const describeGroup = action(newGroup.extend({ groupId: id }), async (viewer, { groupId, ...patch }) => {
  await groups.revise(viewer, groupId, patch);
});
export const setRole = action(member.extend({ role }), async (viewer, input) => {
  await groups.setRole(viewer, input.groupId, input.userId, input.role);
});
export const removeMember = action(member, async (viewer, { groupId, userId }) => {
  await groups.removeMember(viewer, groupId, userId);
});
export const leaveGroup = action(ofGroup, async (viewer, { groupId }) => {
  await groups.removeMember(viewer, groupId, viewer.id);
  redirect("/groups");
});
export const createInvite = action(inviteForm, async (viewer, { groupId, ...input }) => {
  const { token } = await groups.invite(viewer, groupId, input);

  return { url: `${siteUrl()}/invites/${token}` };
});
export const revokeInvite = action(z.object({ groupId: id, inviteId: id }), async (viewer, { groupId, inviteId }) => {
  await groups.revokeInvite(viewer, groupId, inviteId);
});
export const bringReading = action(reading, async (viewer, { groupId, articleId }) => {
  await groups.bring(viewer, groupId, articleId);
});
export const endReading = action(reading, async (viewer, { groupId, articleId }) => {
  await groups.takeOff(viewer, groupId, articleId);
});
export const joinGroup = action(z.object({ token: z.string().max(100) }), async (viewer, { token }) => {
  const { groupId } = await groups.join(viewer, token);
  redirect(`/groups/${groupId}`);
});
