import { answer, endpoint } from "@/app/boundary";
import * as points from "@/db/points";
import { one } from "../../../params";

export const PUT = endpoint({ params: one }, async ({ viewer, params }) => {
  await points.release(viewer, params.id);
  return answer(204);
});

export const DELETE = endpoint({ params: one }, async ({ viewer, params }) => {
  await points.withhold(viewer, params.id);
  return answer(204);
});
