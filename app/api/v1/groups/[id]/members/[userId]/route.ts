import { answer, endpoint } from "@/app/boundary";
import * as members from "@/db/members";
import { leaving, memberPatch } from "@/lib/schemas/group";
import { id } from "@/lib/schemas/wire";
import { one } from "../../../../params";

const params = one.extend({ userId: id });

export const PATCH = endpoint({ params, body: memberPatch }, ({ viewer, params, body }) =>
  members.revise(viewer, params.id, params.userId, body),
);

/** Removing oneself is leaving; with `?notes=mine` one's notes come along and are private then. */
export const DELETE = endpoint({ params, query: leaving }, async ({ viewer, params, query }) => {
  const { notes, reason } = query;
  await members.remove(viewer, params.id, params.userId, { takeNotes: notes === "mine", reason });
  return answer(204);
});
