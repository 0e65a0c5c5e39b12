import { secret, siteUrl } from "@/app/auth";
import * as invitations from "@/db/invitations";
import * as joining from "@/db/joining";
import { sendsMail } from "@/db/mail";
import type { Joins, ShownInvitation } from "@/lib/schemas/group";
import type { Viewer } from "@/lib/schemas/user";

/** The address that a link's token stands in. */
export const inviteUrl = (token: string): string => `${siteUrl()}/invites/${token}`;

/** A group's standing link as who leads it sees it. @throws Problem 404 */
export async function linkOf(viewer: Viewer, groupId: string): Promise<{ joins: Joins; url: string | null }> {
  const { joins, token } = await joining.link(viewer, groupId, secret());
  return { joins, url: token && inviteUrl(token) };
}

/** What a link of a mail is made from. */
export const links = (): invitations.Links => ({ secret: secret(), urlOf: inviteUrl });

/** The address of an invitation's page. */
export const invitationPath = (inviteId: string): string => `/invites/${joining.tokenOf(secret(), inviteId)}`;

/** The invitations that wait; with their links where no mail is sent, for who leads the group to send by hand. */
export async function waitingIn(viewer: Viewer, groupId: string): Promise<ShownInvitation[]> {
  const all = await invitations.list(viewer, groupId);
  return all.map((one) => ({ ...one, url: sendsMail() ? null : inviteUrl(joining.tokenOf(secret(), one.id)) }));
}
