import { answer, endpoint, etag } from "@/app/boundary";
import * as replies from "@/db/replies";
import { one } from "../../../params";

export const POST = endpoint({ params: one }, async ({ viewer, params }) => {
  const reply = await replies.restore(viewer, params.id);
  return answer(200, reply, etag(reply));
});
