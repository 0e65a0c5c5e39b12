import type { Kind } from "@/lib/schemas/annotation";

// Named here, and not taken from the schema's file: that would bring the whole of zod into the reader's script.
export const KINDS: readonly Kind[] = ["claim", "quote", "evidence", "note"];

/** The line of a card that is active, and the button of a kind that is chosen. */
export const ACTIVE_BORDER: Record<Kind, string> = {
  claim: "border-claim/45 before:border-claim/60",
  quote: "border-quote/45 before:border-quote/60",
  evidence: "border-evidence/45 before:border-evidence/60",
  note: "border-note/45 before:border-note/60",
};
export const CHOSEN: Record<Kind, string> = {
  claim: "has-checked:border-claim/50 has-checked:bg-claim-wash has-checked:text-claim",
  quote: "has-checked:border-quote/50 has-checked:bg-quote-wash has-checked:text-quote",
  evidence: "has-checked:border-evidence/50 has-checked:bg-evidence-wash has-checked:text-evidence",
  note: "has-checked:border-note/50 has-checked:bg-note-wash has-checked:text-note",
};
/** What an empty note asks its writer. */
export const PROMPT: Record<Kind, string> = {
  claim: "Why does it matter?",
  quote: "What does it show?",
  evidence: "What does it hold up?",
  note: "What do you think?",
};
