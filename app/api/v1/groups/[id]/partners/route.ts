import { endpoint } from "@/app/boundary";
import * as audience from "@/db/audience";
import { partnersQuery } from "@/lib/schemas/mention";
import { one } from "../../../params";

export const GET = endpoint({ params: one, query: partnersQuery }, async ({ viewer, params, query }) => ({
  items: await audience.partners(viewer, params.id, query.q),
  next: null,
}));
