import { endpoint } from "@/app/boundary";
import * as queue from "@/db/queue";
import { queueQuery } from "@/lib/schemas/moderation";
import { one } from "../../../params";

export const GET = endpoint({ params: one, query: queueQuery }, ({ viewer, params, query }) =>
  (query.show === "hidden" ? queue.hidden : queue.queue)(viewer, params.id, query),
);
