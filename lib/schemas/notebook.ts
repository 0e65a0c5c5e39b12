import { z } from "zod";
import { kind } from "./annotation";
import { id, storable } from "./wire";

const empty = (value: unknown) => (value === "" ? undefined : value);
/** How the notebook is asked for, by a form without a script: an empty field is no filter. */
export const notebookQuery = z.object({
  q: z.preprocess(empty, z.string().max(200).refine(storable).optional()),
  kind: z.preprocess(empty, kind.optional()),
  tag: z.preprocess(empty, z.string().max(100).refine(storable).optional()),
  article: z.preprocess(empty, id.optional()),
  cursor: z.string().max(200).optional(),
});
export type NotebookQuery = z.infer<typeof notebookQuery>;
