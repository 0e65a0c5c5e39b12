import { z } from "zod";
import { reaction } from "@/lib/schemas/annotation";
import { followed } from "@/lib/schemas/notice";
import { id, storable } from "@/lib/schemas/wire";

/** What stands in an address. One that does not fit names nothing, and is answered like anything that is not there. */
export const one = z.object({ id });
/** A note of an assignment. */
export const question = z.object({ id, annotationId: id });
/** A student of an assignment. */
export const student = z.object({ id, userId: id });
/** A number as we write them: `01` and `1.0` name nothing. */
export const numbered = z.object({
  id,
  number: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number),
});
export const picture = z.object({ id, hash: z.string().regex(/^[0-9a-f]{64}$/) });
/** A note or a reply, and what is said of it with one press. */
export const said = z.object({ id, what: reaction });
/** What can be followed: an article, a group, a person, a thread. */
export const followable = z.object({ subject: followed, id });
/** What a link in a mail carries. */
export const linked = z.object({ token: z.string().min(1).max(300).refine(storable) });
