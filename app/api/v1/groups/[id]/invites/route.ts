import { siteUrl } from "@/app/auth";
import { answer, endpoint } from "@/app/boundary";
import * as invites from "@/db/invites";
import { newInvite } from "@/lib/schemas/group";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => ({
  items: await invites.list(viewer, params.id),
  next: null,
}));

/** The one answer that shows the token. */
export const POST = endpoint({ params: one, body: newInvite }, async ({ viewer, params, body }) => {
  const made = await invites.create(viewer, params.id, body);
  return answer(201, { ...made, url: `${siteUrl()}/invites/${made.token}` });
});
