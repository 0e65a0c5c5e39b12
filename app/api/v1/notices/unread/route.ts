import { endpoint } from "@/app/boundary";
import * as notices from "@/db/notices";
import { waitsFor } from "@/db/queue";
import * as unread from "@/db/unread";

export const GET = endpoint({}, async ({ viewer }) => {
  const [told, threads, waiting] = await Promise.all([notices.unread(viewer), unread.state(viewer), waitsFor(viewer)]);
  return { unread: told, threads, waiting };
});
