import { answer, endpoint } from "@/app/boundary";
import * as reference from "@/db/reference";
import { newReference } from "@/lib/schemas/points";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => ({
  items: await reference.choosable(viewer, params.id),
  next: null,
}));

export const PUT = endpoint({ params: one, body: newReference }, async ({ viewer, params, body }) => {
  await reference.choose(viewer, params.id, body.annotationIds);
  return answer(204);
});
