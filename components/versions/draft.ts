import { z } from "zod";
import { look } from "@/components/reader/drafts";

/**
 * An unfinished version of an article, kept in this browser with its writer's other drafts until it is published. `base`
 * is the version that it was begun from.
 */
const draft = z.object({
  body: z.string(),
  title: z.string(),
  base: z.object({ id: z.string(), number: z.number() }),
  /** A text that was pasted in place of editing. */
  pasted: z.object({ text: z.string(), as: z.enum(["text", "markdown"]) }),
});
export type VersionDraft = z.infer<typeof draft>;

export const draftKey = (articleId: string) => `draft:${articleId}:version`;
export const recall = (me: string, articleId: string): VersionDraft | null =>
  draft.safeParse(look(me, draftKey(articleId))).data ?? null;
