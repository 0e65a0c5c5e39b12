import { z } from "zod";
import { MOST_MENTIONS } from "../mentions";
import { id, line, storable } from "./wire";

/** Somebody named in a text. The text holds `@` and this very name. */
export const mention = z.object({ userId: id, name: line(80, "A name") });
/** Whom a text names. Who may not see it, or is not named in it, is left out in silence. */
export const mentions = z.array(mention).max(MOST_MENTIONS, `A text names at most ${MOST_MENTIONS} people.`);

/** Whom to name: below an annotation, or in a note that is to stand so. `q` begins any part of a name. */
export const peopleQuery = z
  .object({
    q: z.string().max(80).refine(storable).default(""),
    below: id.optional(),
    layer: z.enum(["private", "group", "public"]).optional(),
    groupId: id.optional(),
    sectionId: id.optional(),
    withUserId: id.optional(),
  })
  .refine((a) => (a.below === undefined) !== (a.layer === undefined), {
    message: "Name an annotation, or a layer.",
    path: ["below"],
  })
  .refine((a) => (a.layer === "group") === (a.groupId !== undefined), {
    message: "Name the group with its layer.",
    path: ["groupId"],
  });
export type PeopleQuery = z.infer<typeof peopleQuery>;

export const partnersQuery = z.object({ q: z.string().max(80).refine(storable).default("") });
