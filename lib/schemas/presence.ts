import { z } from "zod";
import { person } from "./user";

/** Where its reader is: an offset in the current version's text. */
export const presencePlace = z.object({
  place: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1),
});

/** Who else is here now, those seen last first; `count` is all of them. `shown` is whether others see me. */
export const hereNow = z.object({
  items: z.array(z.object({ person, place: z.number() })),
  count: z.number(),
  shown: z.boolean(),
});
export type HereNow = z.infer<typeof hereNow>;

export const presenceChoice = z.object({ shown: z.boolean() });
