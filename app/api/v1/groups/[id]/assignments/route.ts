import { answer, endpoint } from "@/app/boundary";
import * as assignments from "@/db/assignments";
import * as groups from "@/db/groups";
import { notFound } from "@/lib/problem";
import { newAssignment } from "@/lib/schemas/assignment";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => {
  if (!(await groups.read(viewer, params.id))?.role) notFound();
  return { items: await assignments.list(viewer, params.id), next: null };
});

export const POST = endpoint({ params: one, body: newAssignment }, async ({ viewer, params, body }) =>
  answer(201, await assignments.create(viewer, params.id, body)),
);
