import { answer, endpoint } from "@/app/boundary";
import * as extensions from "@/db/extensions";
import { id } from "@/lib/schemas/wire";
import { one } from "../../../../params";

export const DELETE = endpoint({ params: one.extend({ extensionId: id }) }, async ({ viewer, params }) => {
  await extensions.remove(viewer, params.id, params.extensionId);
  return answer(204);
});
