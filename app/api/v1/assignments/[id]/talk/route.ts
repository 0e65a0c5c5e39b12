import { endpoint } from "@/app/boundary";
import { talk } from "@/db/heat";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => ({
  items: await talk(viewer, params.id),
  next: null,
}));
