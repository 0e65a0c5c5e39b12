import { endpoint } from "@/app/boundary";
import * as queue from "@/db/queue";
import { queueQuery } from "@/lib/schemas/moderation";

/** Public layers, and what was reported in a group that nobody but its author leads: for administrators. */
export const GET = endpoint({ query: queueQuery }, ({ viewer, query }) =>
  (query.show === "hidden" ? queue.hidden : queue.queue)(viewer, null, query),
);
