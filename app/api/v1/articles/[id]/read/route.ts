import { answer, endpoint } from "@/app/boundary";
import * as unread from "@/db/unread";
import { one } from "../../../params";

export const PUT = endpoint({ params: one }, async ({ viewer, params }) => {
  await unread.markAllRead(viewer, { articleId: params.id });
  return answer(204);
});
