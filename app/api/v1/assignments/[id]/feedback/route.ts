import { answer, endpoint } from "@/app/boundary";
import * as feedback from "@/db/feedback";
import { newFeedback } from "@/lib/schemas/points";
import { one } from "../../../params";

export const PUT = endpoint({ params: one, body: newFeedback }, async ({ viewer, params, body }) => {
  await feedback.say(viewer, params.id, body);
  return answer(204);
});
