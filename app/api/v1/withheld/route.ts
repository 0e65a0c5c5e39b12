import { endpoint } from "@/app/boundary";
import * as acts from "@/db/acts";
import { withheldQuery } from "@/lib/schemas/moderation";

export const GET = endpoint({ query: withheldQuery }, async ({ viewer, query }) => ({
  items: await acts.withheld(viewer, query.article),
  next: null,
}));
