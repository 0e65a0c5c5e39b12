import { z } from "zod";
import { answer, endpoint } from "@/app/boundary";
import * as blocks from "@/db/blocks";
import { id } from "@/lib/schemas/wire";

const params = z.object({ userId: id });

export const PUT = endpoint({ params }, async ({ viewer, params }) => {
  await blocks.block(viewer, params.userId);
  return answer(204);
});

export const DELETE = endpoint({ params }, async ({ viewer, params }) => {
  await blocks.unblock(viewer, params.userId);
  return answer(204);
});
