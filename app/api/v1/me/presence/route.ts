import { answer, endpoint } from "@/app/boundary";
import * as presence from "@/db/presence";
import { presenceChoice } from "@/lib/schemas/presence";

export const PUT = endpoint({ body: presenceChoice }, async ({ viewer, body }) => {
  await presence.choose(viewer, body.shown);
  return answer(204);
});
