import { answer, endpoint } from "@/app/boundary";
import * as groups from "@/db/groups";
import { id } from "@/lib/schemas/wire";
import { one } from "../../../../params";

export const DELETE = endpoint({ params: one.extend({ articleId: id }) }, async ({ viewer, params }) => {
  await groups.takeOff(viewer, params.id, params.articleId);
  return answer(204);
});
