import { answer, endpoint } from "@/app/boundary";
import * as leading from "@/db/leading";
import { requestAnswer } from "@/lib/schemas/group";
import { id } from "@/lib/schemas/wire";
import { one } from "../../../../params";

const params = one.extend({ requestId: id });

export const PATCH = endpoint({ params, body: requestAnswer }, async ({ viewer, params, body }) => {
  await leading.answer(viewer, params.id, params.requestId, body.letIn);
  return answer(204);
});
