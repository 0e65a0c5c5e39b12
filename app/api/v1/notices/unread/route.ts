import { endpoint } from "@/app/boundary";
import * as notices from "@/db/notices";
import { waitsFor } from "@/db/queue";

export const GET = endpoint({}, async ({ viewer }) => {
  const [unread, waiting] = await Promise.all([notices.unread(viewer), waitsFor(viewer)]);
  return { unread, waiting };
});
