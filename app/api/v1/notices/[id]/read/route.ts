import { answer, endpoint } from "@/app/boundary";
import * as notices from "@/db/notices";
import { one } from "../../../params";

export const PUT = endpoint({ params: one }, async ({ viewer, params }) => {
  await notices.markRead(viewer, params.id);
  return answer(204);
});
