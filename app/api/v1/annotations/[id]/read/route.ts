import { answer, endpoint } from "@/app/boundary";
import * as threads from "@/db/threads";
import { one } from "../../../params";

export const PUT = endpoint({ params: one }, async ({ viewer, params }) => {
  await threads.markRead(viewer, params.id);
  return answer(204);
});
