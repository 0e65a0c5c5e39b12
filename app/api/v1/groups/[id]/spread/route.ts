import { endpoint } from "@/app/boundary";
import * as leading from "@/db/leading";
import { one } from "../../../params";

export const POST = endpoint({ params: one }, async ({ viewer, params }) => ({
  placed: await leading.spread(viewer, params.id),
}));
