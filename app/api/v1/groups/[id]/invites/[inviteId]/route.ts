import { answer, endpoint } from "@/app/boundary";
import * as invites from "@/db/invites";
import { id } from "@/lib/schemas/wire";
import { one } from "../../../../params";

export const DELETE = endpoint({ params: one.extend({ inviteId: id }) }, async ({ viewer, params }) => {
  await invites.revoke(viewer, params.id, params.inviteId);
  return answer(204);
});
