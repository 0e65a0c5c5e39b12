import { answer, endpoint } from "@/app/boundary";
import { decide } from "@/db/moderating";
import { newAct } from "@/lib/schemas/moderation";
import { one } from "../../../params";

export const POST = endpoint({ params: one, body: newAct }, async ({ viewer, params, body }) =>
  answer(201, { id: await decide(viewer, { replyId: params.id }, body) }),
);
