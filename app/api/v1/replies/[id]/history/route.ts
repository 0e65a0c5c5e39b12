import { endpoint } from "@/app/boundary";
import * as replies from "@/db/replies";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => ({
  items: await replies.history(viewer, params.id),
  next: null,
}));
