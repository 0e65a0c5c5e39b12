import { secret, siteUrl } from "@/app/auth";
import * as joining from "@/db/joining";
import type { Joins } from "@/lib/schemas/group";
import type { Viewer } from "@/lib/schemas/user";

/** The address that a link's token stands in. */
export const inviteUrl = (token: string): string => `${siteUrl()}/invites/${token}`;

/** A group's standing link as who leads it sees it. @throws Problem 404 */
export async function linkOf(viewer: Viewer, groupId: string): Promise<{ joins: Joins; url: string | null }> {
  const { joins, token } = await joining.link(viewer, groupId, secret());
  return { joins, url: token && inviteUrl(token) };
}
