import { answer, endpoint } from "@/app/boundary";
import * as notices from "@/db/notices";
import { readQuery } from "@/lib/schemas/notice";
import { one } from "../../../params";

export const PUT = endpoint({ params: one, query: readQuery }, async ({ viewer, params, query }) => {
  await notices.markRead(viewer, params.id, query.line === "true");
  return answer(204);
});
