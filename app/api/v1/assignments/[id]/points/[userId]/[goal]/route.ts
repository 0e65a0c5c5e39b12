import { answer, endpoint } from "@/app/boundary";
import * as points from "@/db/points";
import { newOverride, scored } from "@/lib/schemas/points";
import { student } from "../../../../../params";

const params = student.extend({ goal: scored });

export const PUT = endpoint({ params, body: newOverride }, async ({ viewer, params: { id, userId, goal }, body }) => {
  await points.override(viewer, id, userId, goal, body);
  return answer(204);
});
