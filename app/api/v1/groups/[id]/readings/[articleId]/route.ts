import { answer, endpoint } from "@/app/boundary";
import * as leading from "@/db/leading";
import * as readings from "@/db/readings";
import { readingPatch } from "@/lib/schemas/group";
import { id } from "@/lib/schemas/wire";
import { one } from "../../../../params";

const params = one.extend({ articleId: id });

export const PATCH = endpoint({ params, body: readingPatch }, async ({ viewer, params, body }) => {
  await leading.discuss(viewer, params.id, params.articleId, body.bySection);
  return answer(204);
});

export const DELETE = endpoint({ params }, async ({ viewer, params }) => {
  await readings.takeOff(viewer, params.id, params.articleId);
  return answer(204);
});
