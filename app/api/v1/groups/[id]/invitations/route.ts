import { after } from "next/server";
import { answer, endpoint } from "@/app/boundary";
import { links, waitingIn } from "@/app/groups/link";
import * as invitations from "@/db/invitations";
import { newInvitations } from "@/lib/schemas/group";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => ({
  items: await waitingIn(viewer, params.id),
  next: null,
}));

export const POST = endpoint({ params: one, body: newInvitations }, async ({ viewer, params, body }) => {
  const { ids, rest } = await invitations.invite(viewer, params.id, body, links());
  after(rest);
  return answer(201, { items: await waitingIn(viewer, params.id, ids), next: null });
});
