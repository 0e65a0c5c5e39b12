import { answer, endpoint } from "@/app/boundary";
import * as groups from "@/db/groups";
import { id } from "@/lib/schemas/wire";
import { one } from "../../../../params";

export const DELETE = endpoint({ params: one.extend({ inviteId: id }) }, async ({ viewer, params }) => {
  await groups.revokeInvite(viewer, params.id, params.inviteId);
  return answer(204);
});
