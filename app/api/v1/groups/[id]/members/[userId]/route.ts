import { answer, endpoint } from "@/app/boundary";
import * as groups from "@/db/groups";
import { memberPatch } from "@/lib/schemas/group";
import { id } from "@/lib/schemas/wire";
import { one } from "../../../../params";

const params = one.extend({ userId: id });

export const PATCH = endpoint({ params, body: memberPatch }, ({ viewer, params, body }) =>
  groups.setRole(viewer, params.id, params.userId, body.role),
);

/** Removing oneself is leaving. */
export const DELETE = endpoint({ params }, async ({ viewer, params }) => {
  await groups.removeMember(viewer, params.id, params.userId);
  return answer(204);
});
