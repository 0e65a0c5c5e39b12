import { answer, endpoint } from "@/app/boundary";
import * as flags from "@/db/flags";
import { newFlag } from "@/lib/schemas/moderation";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => ({
  items: await flags.flagsOn(viewer, { replyId: params.id }),
  next: null,
}));

export const PUT = endpoint({ params: one, body: newFlag }, async ({ viewer, params, body }) => {
  await flags.flag(viewer, { replyId: params.id }, body);
  return answer(204);
});

export const DELETE = endpoint({ params: one }, async ({ viewer, params }) => {
  await flags.unflag(viewer, { replyId: params.id });
  return answer(204);
});
