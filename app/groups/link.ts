import { secret, siteUrl } from "@/app/auth";
import * as invitations from "@/db/invitations";
import * as joining from "@/db/joining";
import { sendsMail } from "@/db/mail";
import type { NamePage } from "@/db/paging";
import * as rosters from "@/db/rosters";
import type { Joins, ShownInvitation } from "@/lib/schemas/group";
import type { Awaited } from "@/lib/schemas/roster";
import type { Viewer } from "@/lib/schemas/user";
import type { Listed } from "@/lib/schemas/wire";

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

/** The invitations that wait, those named or all but a roster's; with their links where no mail is sent, for who leads the group to send by hand. */
export async function waitingIn(viewer: Viewer, groupId: string, ids?: readonly string[]): Promise<ShownInvitation[]> {
  const all = await invitations.list(viewer, groupId, ids);
  return all.map((one) => ({ ...one, url: sendsMail() ? null : inviteUrl(joining.tokenOf(secret(), one.id)) }));
}

/** Whom a roster of a group that I lead names and who has not accepted yet; with their links where no mail is sent. */
export async function awaitedIn(viewer: Viewer, groupId: string, query: NamePage): Promise<Listed<Awaited>> {
  const { items, next } = await rosters.awaited(viewer, groupId, query);
  const url = (id: string) => (sendsMail() ? null : inviteUrl(joining.tokenOf(secret(), id)));
  return { items: items.map((one) => ({ ...one, url: url(one.id) })), next };
}
