import { siteUrl } from "@/app/auth";
import { answer, endpoint } from "@/app/boundary";
import * as groups from "@/db/groups";
import { newInvite } from "@/lib/schemas/group";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => ({
  items: await groups.invites(viewer, params.id),
  next: null,
}));

/** The one answer that shows the token. */
export const POST = endpoint({ params: one, body: newInvite }, async ({ viewer, params, body }) => {
  const made = await groups.invite(viewer, params.id, body);
  return answer(201, { ...made, url: `${siteUrl()}/invites/${made.token}` });
});
