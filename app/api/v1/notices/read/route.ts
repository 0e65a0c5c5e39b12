import { answer, endpoint } from "@/app/boundary";
import * as notices from "@/db/notices";

export const PUT = endpoint({}, async ({ viewer }) => {
  await notices.markAllRead(viewer);
  return answer(204);
});
