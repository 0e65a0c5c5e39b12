import { endpoint } from "@/app/boundary";
import * as audience from "@/db/audience";
import { peopleQuery } from "@/lib/schemas/mention";
import { one } from "../../../params";

export const GET = endpoint({ params: one, query: peopleQuery }, async ({ viewer, params, query }) => ({
  items: await audience.people(viewer, params.id, query),
  next: null,
}));
