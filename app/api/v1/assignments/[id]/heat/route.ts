import { endpoint } from "@/app/boundary";
import { sections } from "@/db/heat";
import { heatQuery } from "@/lib/schemas/standings";
import { one } from "../../../params";

export const GET = endpoint({ params: one, query: heatQuery }, async ({ viewer, params, query }) => ({
  items: await sections(viewer, params.id, query.articleId),
  next: null,
}));
