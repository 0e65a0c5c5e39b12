import { answer, endpoint, etag } from "@/app/boundary";
import * as assignments from "@/db/assignments";
import { assignmentPatch } from "@/lib/schemas/assignment";
import { one } from "../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => {
  const assignment = await assignments.read(viewer, params.id);
  return answer(200, assignment, etag(assignment));
});

export const PATCH = endpoint({ params: one, body: assignmentPatch }, async ({ viewer, params, body, revision }) => {
  const assignment = await assignments.revise(viewer, params.id, body, revision());
  return answer(200, assignment, etag(assignment));
});

export const DELETE = endpoint({ params: one }, async ({ viewer, params }) => {
  await assignments.remove(viewer, params.id);
  return answer(204, null);
});
