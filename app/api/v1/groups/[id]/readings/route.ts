import { answer, endpoint } from "@/app/boundary";
import * as readings from "@/db/readings";
import { newReading } from "@/lib/schemas/group";
import { one } from "../../../params";

export const GET = endpoint({ account: "optional", params: one }, async ({ viewer, params }) => ({
  items: await readings.list(viewer, params.id),
  next: null,
}));

export const POST = endpoint({ params: one, body: newReading }, async ({ viewer, params, body }) => {
  const { created } = await readings.bring(viewer, params.id, body.articleId);
  return answer(created ? 201 : 200, { groupId: params.id, articleId: body.articleId });
});
