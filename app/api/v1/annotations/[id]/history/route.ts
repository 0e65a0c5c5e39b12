import { endpoint } from "@/app/boundary";
import * as annotations from "@/db/annotations";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => ({
  items: await annotations.history(viewer, params.id),
  next: null,
}));
