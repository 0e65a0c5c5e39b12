import { endpoint } from "@/app/boundary";
import * as groups from "@/db/groups";
import * as roster from "@/db/roster";
import { notFound } from "@/lib/problem";
import { membersQuery } from "@/lib/schemas/group";
import { one } from "../../../params";

export const GET = endpoint({ params: one, query: membersQuery }, async ({ viewer, params, query }) => {
  if (!(await groups.read(viewer, params.id))?.role) notFound();
  return roster.page(viewer, params.id, query);
});
