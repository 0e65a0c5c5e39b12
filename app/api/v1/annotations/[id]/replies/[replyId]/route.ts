import { answer, endpoint, etag } from "@/app/boundary";
import * as replies from "@/db/replies";
import { notFound } from "@/lib/problem";
import { newReply } from "@/lib/schemas/reply";
import { id } from "@/lib/schemas/wire";
import { one } from "../../../../params";

const params = one.extend({ replyId: id });

export const GET = endpoint({ account: "optional", params }, async ({ viewer, params }) => {
  const reply = await replies.read(viewer, params.replyId);
  return reply.annotationId === params.id ? answer(200, reply, etag(reply)) : notFound();
});

export const PUT = endpoint({ params, body: newReply }, async ({ viewer, params, body }) => {
  const { reply, created } = await replies.reply(viewer, params.id, params.replyId, body);
  return answer(created ? 201 : 200, reply, etag(reply));
});
