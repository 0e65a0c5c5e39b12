import { followable } from "@/app/api/v1/params";
import { answer, endpoint } from "@/app/boundary";
import * as follows from "@/db/follows";
import { followPatch } from "@/lib/schemas/notice";

export const GET = endpoint({ params: followable }, async ({ viewer, params }) => ({
  on: await follows.following(viewer, params.subject, params.id),
}));

export const PUT = endpoint({ params: followable, body: followPatch }, async ({ viewer, params, body }) => {
  await follows.follow(viewer, params.subject, params.id, body.on);
  return answer(204);
});
