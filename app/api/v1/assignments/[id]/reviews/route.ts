import { answer, endpoint } from "@/app/boundary";
import * as reviews from "@/db/reviews";
import { newReview } from "@/lib/schemas/points";
import { one } from "../../../params";

export const POST = endpoint({ params: one, body: newReview }, async ({ viewer, params, body }) =>
  answer(201, await reviews.ask(viewer, params.id, body)),
);
