import { endpoint } from "@/app/boundary";
import * as leading from "@/db/leading";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => ({
  items: await leading.requests(viewer, params.id),
  next: null,
}));
