import { z } from "zod";
import { drop, kept, keep as put } from "@/components/reader/drafts";

/**
 * An unfinished import, kept in this browser with its reader's other drafts until it is saved. Beyond what a browser's
 * store takes, nothing is kept and the page asks before it is left.
 */
const draft = z.object({
  text: z.string(),
  as: z.enum(["text", "markdown"]),
  url: z.string(),
  /** What the reader corrected in the preview. */
  corrections: z.record(z.string(), z.string()),
});
export type Draft = z.infer<typeof draft>;
export const EMPTY: Draft = { text: "", as: "text", url: "", corrections: {} };
const KEY = "import";
/** Characters; browsers give a site about five million for everything. */
const MAX_KEPT = 1_500_000;

export const recall = (me: string): Draft | null => draft.safeParse(kept(me)[KEY]).data ?? null;
export const forget = (me: string) => drop(me, KEY);

/** @returns whether leaving the page now would lose nothing */
export function keep(me: string, next: Draft): boolean {
  const empty = next.text === "" && next.url === "";
  if (!empty && next.text.length <= MAX_KEPT && put(me, KEY, next)) return true;
  forget(me);
  return empty;
}
