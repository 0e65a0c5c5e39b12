import { answer, endpoint } from "@/app/boundary";
import { copy } from "@/db/copying";
import { assignmentCopy } from "@/lib/schemas/assignment";
import { one } from "../../../params";

export const POST = endpoint({ params: one, body: assignmentCopy }, async ({ viewer, params, body }) =>
  answer(201, await copy(viewer, params.id, body)),
);
