import { z } from "zod";
import { id } from "@/lib/schemas/wire";

/** What stands in an address. One that does not fit names nothing, and is answered like anything that is not there. */
export const one = z.object({ id });
export const picture = z.object({ id, hash: z.string().regex(/^[0-9a-f]{64}$/) });
