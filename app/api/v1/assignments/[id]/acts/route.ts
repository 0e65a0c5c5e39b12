import { endpoint } from "@/app/boundary";
import * as points from "@/db/points";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => ({
  items: await points.acts(viewer, params.id),
  next: null,
}));
