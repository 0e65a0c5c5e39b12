"use client";
import { useState } from "react";
import { describe } from "@/lib/anchoring/passages";
import type { Annotation } from "@/lib/schemas/annotation";
import { Choose } from "./choose";
import { useReader } from "./store";

/** Gives an annotation another passage, in its card: what its author marked becomes something else. */
export default function Adjust({ annotation: { id, span, revision } }: { annotation: Annotation }) {
  const text = useReader((r) => r.article.version.text);
  const stopChoosing = useReader((r) => r.stopChoosing);
  const revise = useReader((r) => r.revise);
  const discard = useReader((r) => r.discard);
  const [base] = useState(revision);
  // What it was when this was opened: a change is shown before it is saved.
  const [first] = useState(span);
  return (
    <fieldset className="mt-2.5 rounded-lg bg-well p-3 text-sm">
      <legend className="sr-only">Adjust the passage</legend>
      <Choose
        first={first}
        hint="Select the new passage in the text, or move its edges by words. Then save."
        label="Save the passage"
        save={async (next) => {
          const outcome = await revise(id, { quote: describe(text, next) }, base);
          if (outcome.ok) {
            stopChoosing(id);
            return null;
          }
          await discard(id);
          return outcome.message;
        }}
      />
    </fieldset>
  );
}
