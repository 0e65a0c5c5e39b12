import { endpoint } from "@/app/boundary";
import * as groups from "@/db/groups";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => ({
  items: await groups.members(viewer, params.id),
  next: null,
}));
