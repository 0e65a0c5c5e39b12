import { z } from "zod";
import { answer, endpoint } from "@/app/boundary";
import * as users from "@/db/users";
import { timeZone } from "@/lib/schemas/user";

/** What a browser says of itself: kept where its reader has none yet. */
export const PUT = endpoint({ body: z.object({ timeZone }) }, async ({ viewer, body }) => {
  await users.setTimeZone(viewer, body.timeZone, true);
  return answer(204);
});
