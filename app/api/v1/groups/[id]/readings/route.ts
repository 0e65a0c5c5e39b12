import { answer, endpoint } from "@/app/boundary";
import * as groups from "@/db/groups";
import { newReading } from "@/lib/schemas/group";
import { one } from "../../../params";

export const GET = endpoint({ account: "optional", params: one }, async ({ viewer, params }) => ({
  items: await groups.readings(viewer, params.id),
  next: null,
}));

export const POST = endpoint({ params: one, body: newReading }, async ({ viewer, params, body }) => {
  const { created } = await groups.bring(viewer, params.id, body.articleId);
  return answer(created ? 201 : 200, { groupId: params.id, articleId: body.articleId });
});
