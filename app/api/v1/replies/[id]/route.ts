import { answer, endpoint, etag } from "@/app/boundary";
import * as replies from "@/db/replies";
import { replyPatch } from "@/lib/schemas/reply";
import { one } from "../../params";

export const GET = endpoint({ account: "optional", params: one }, async ({ viewer, params }) => {
  const reply = await replies.read(viewer, params.id);
  return answer(200, reply, etag(reply));
});

export const PATCH = endpoint({ params: one, body: replyPatch }, async ({ viewer, params, body, revision }) => {
  const reply = await replies.revise(viewer, params.id, revision(), body);
  return answer(200, reply, etag(reply));
});

export const DELETE = endpoint({ params: one }, async ({ viewer, params, revision }) => {
  await replies.remove(viewer, params.id, revision());
  return answer(204);
});
