import { endpoint } from "@/app/boundary";
import { linkOf } from "@/app/groups/link";
import * as joining from "@/db/joining";
import { groupLinkPatch } from "@/lib/schemas/group";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, ({ viewer, params }) => linkOf(viewer, params.id));

export const PUT = endpoint({ params: one, body: groupLinkPatch }, async ({ viewer, params, body }) => {
  await joining.arrange(viewer, params.id, body);
  return linkOf(viewer, params.id);
});
