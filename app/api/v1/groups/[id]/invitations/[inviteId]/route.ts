import { after } from "next/server";
import { answer, endpoint } from "@/app/boundary";
import { links, waitingIn } from "@/app/groups/link";
import * as invitations from "@/db/invitations";
import { id } from "@/lib/schemas/wire";
import { one } from "../../../../params";

/** Sends it anew, with a new link. */
export const POST = endpoint({ params: one.extend({ inviteId: id }) }, async ({ viewer, params }) => {
  const { ids, rest } = await invitations.resend(viewer, params.id, params.inviteId, links());
  after(rest);
  return answer(201, { items: await waitingIn(viewer, params.id, ids), next: null });
});
