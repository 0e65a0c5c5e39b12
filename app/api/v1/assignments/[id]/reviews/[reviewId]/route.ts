import { answer, endpoint } from "@/app/boundary";
import * as reviews from "@/db/reviews";
import { reviewAnswer } from "@/lib/schemas/points";
import { id } from "@/lib/schemas/wire";
import { one } from "../../../../params";

const params = one.extend({ reviewId: id });

export const PATCH = endpoint({ params, body: reviewAnswer }, async ({ viewer, params, body }) => {
  await reviews.answer(viewer, params.id, params.reviewId, body);
  return answer(204);
});
