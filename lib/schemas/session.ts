import { z } from "zod";
import { id, time } from "./wire";

/** One signed-in device of mine. `here` is the one that asks. */
export const device = z.object({
  id,
  userAgent: z.string(),
  address: z.string(),
  createdAt: time,
  seenAt: time,
  here: z.boolean(),
});
export type Device = z.infer<typeof device>;
