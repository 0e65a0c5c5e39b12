import type { Kind } from "@/lib/schemas/annotation";

const NAMES: Record<Kind, string> = { claim: "Claim", quote: "Quote", evidence: "Evidence", note: "Note" };
const COLOURS: Record<Kind, string> = {
  claim: "bg-claim-wash text-claim",
  quote: "bg-quote-wash text-quote",
  evidence: "bg-evidence-wash text-evidence",
  note: "bg-note-wash text-note",
};

/** The kind of a mark as a word on its wash. */
export const KindTag = ({ kind, className = "" }: { kind: Kind; className?: string }) => (
  <span className={`rounded-full px-2 py-px font-semibold text-xs ${COLOURS[kind]} ${className}`}>{NAMES[kind]}</span>
);
