import { pageOf } from "@/app/listing";
import * as queue from "@/db/queue";
import { queuesQuery } from "@/lib/schemas/moderation";
import type { Account } from "@/lib/schemas/user";
import { page } from "@/lib/schemas/wire";

/** What waits and what is hidden, each from where the page's address says. @throws Problem 404 */
export async function queues(who: Account, scope: string | null, search: object) {
  const { waiting, hidden } = queuesQuery.catch({}).parse(search);
  const from = (list: typeof queue.queue, cursor: string | undefined) =>
    pageOf(page.parse({ cursor }), (asked) => list(who, scope, asked)).then((found) => ({ ...found, cursor }));
  return Promise.all([from(queue.queue, waiting), from(queue.hidden, hidden)]);
}
