import { answer, endpoint } from "@/app/boundary";
import * as groups from "@/db/groups";
import { newGroup } from "@/lib/schemas/group";

export const GET = endpoint({}, async ({ viewer }) => ({ items: await groups.list(viewer), next: null }));

export const POST = endpoint({ body: newGroup }, async ({ viewer, body }) => {
  const group = await groups.create(viewer, body);
  return answer(201, group, { Location: `/api/v1/groups/${group.id}` });
});
