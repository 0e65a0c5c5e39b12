import { endpoint } from "@/app/boundary";
import * as members from "@/db/members";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => ({
  items: await members.list(viewer, params.id),
  next: null,
}));
