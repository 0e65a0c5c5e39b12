"use client";
import { useState } from "react";
import type { Annotation } from "@/lib/schemas/annotation";
import { best } from "./order";
import { Counts, Line } from "./stack";

/** Notes that are listed before more are asked for. */
const FEW = 12;

/** On a phone: the notes of one passage, where there are many; those worth a look first on top. */
export default function PassageNotes({
  notes,
  title,
  onNote,
}: {
  notes: readonly Annotation[];
  title: string;
  onNote: (id: string) => void;
}) {
  const [whole, setWhole] = useState(false);
  return (
    <div className="text-[0.9375rem]">
      <Counts notes={notes} title={title} />
      <ul aria-label={title} className="-mx-2 mt-1.5 grid gap-0.5">
        {best(notes, whole ? notes.length : FEW).map((note) => (
          <Line key={note.id} note={note} onNote={onNote} />
        ))}
      </ul>
      {!whole && notes.length > FEW && (
        <button
          type="button"
          onClick={() => setWhole(true)}
          className="mt-1 h-11 font-medium text-accent text-sm underline decoration-1 underline-offset-2"
        >
          Show all {notes.length}
        </button>
      )}
    </div>
  );
}
