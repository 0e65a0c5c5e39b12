import { endpoint } from "@/app/boundary";
import * as annotations from "@/db/annotations";
import { one } from "../../../params";

/** Tags to complete from, the most used first. */
export const GET = endpoint({ params: one }, async ({ viewer, params }) => ({
  items: await annotations.tagsFor(viewer, params.id),
  next: null,
}));
