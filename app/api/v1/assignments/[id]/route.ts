import { answer, endpoint } from "@/app/boundary";
import * as assignments from "@/db/assignments";
import { assignmentPatch } from "@/lib/schemas/assignment";
import { one } from "../../params";

export const GET = endpoint({ params: one }, ({ viewer, params }) => assignments.read(viewer, params.id));

/** With `If-Match` nothing is overwritten that its sender did not see. */
export const PATCH = endpoint({ params: one, body: assignmentPatch }, ({ viewer, params, body, request, revision }) =>
  assignments.revise(viewer, params.id, body, request.headers.has("if-match") ? revision() : null),
);

export const DELETE = endpoint({ params: one }, async ({ viewer, params }) => {
  await assignments.remove(viewer, params.id);
  return answer(204, null);
});
