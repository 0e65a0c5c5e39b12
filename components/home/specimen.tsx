import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { KindTag } from "@/components/ui/kind";
import type { Kind } from "@/lib/schemas/annotation";

const LOOKS: Record<Kind, string> = {
  claim: "bg-claim-wash shadow-[inset_0_-2px_0_var(--claim)]",
  quote: "bg-quote-wash shadow-[inset_0_-1px_0_var(--quote)]",
  evidence: "bg-evidence-wash border-b-[3.5px] border-double border-evidence",
  note: "bg-note-wash border-b-2 border-dotted border-note",
};
const Mark = ({ kind, on = false, children }: { kind: Kind; on?: boolean; children: ReactNode }) => (
  <mark
    className={`rounded-[2px] box-decoration-clone py-[.08em] text-inherit ${LOOKS[kind]} ${on ? "outline-2 outline-claim/60 outline-offset-1" : ""}`}
  >
    {children}
  </mark>
);

const RUTH = { id: "specimen-ruth", name: "Ruth Adeyemi" };
const TOMAS = { id: "specimen-tomas", name: "Tomás Vega" };
const INES = { id: "specimen-ines", name: "Ines Lund" };

function Said({ by, when, kind, children }: { by: typeof RUTH; when: string; kind?: Kind; children: ReactNode }) {
  return (
    <div>
      <div className="mb-1.5 flex items-center gap-2 text-ink-2 text-xs">
        <Avatar person={by} size="sm" />
        <span className="font-medium text-ink">{by.name}</span>
        {when}
        {kind && <KindTag kind={kind} className="ml-auto" />}
      </div>
      <p className="text-sm">{children}</p>
    </div>
  );
}

const card = "grid gap-2.5 rounded-xl border bg-sheet px-3.5 py-3";

/** A page of a reading as a group leaves it: our own words, drawn with the reader's type, marks and cards. */
export function Specimen() {
  return (
    <figure
      aria-labelledby="specimen"
      className="grid gap-x-10 gap-y-8 rail:grid-cols-[minmax(0,640px)_minmax(0,340px)] rail:justify-between"
    >
      <div>
        <h2
          id="specimen"
          className="font-semibold font-serif text-[2.1rem] leading-[1.12] tracking-[-0.022em] max-bar:text-[1.7rem]"
        >
          The bus that ran empty
        </h2>
        <p className="mt-3 border-line border-b pb-5 text-ink-2 text-sm">
          Hanne Brandt · The Harbour Paper · 6 minutes · read by Tuesday Circle
        </p>
        <div className="mt-6 grid gap-[1.15em] text-pretty font-serif text-[1.2rem] leading-[1.66] max-bar:text-[1.12rem]">
          <p>
            When the council withdrew the 41, it said that the last bus of the night ran empty.{" "}
            <Mark kind="claim" on>
              The 41 was never empty; it was counted on the wrong nights
            </Mark>
            , say the drivers, who kept a tally of their own.
          </p>
          <p>
            Their notebook covers fourteen months.{" "}
            <Mark kind="evidence">
              Of 402 late runs, 371 carried somebody home, and on Fridays the average was nineteen
            </Mark>
            . The official count covers two Tuesdays in February.
          </p>
          <p>
            <Mark kind="quote">“They counted the seats and called it a night,” said Odile Marsh</Mark>, who drove the
            route for eleven years. The council has not said which nights it would count next.
          </p>
        </div>
      </div>
      <div className="grid content-start gap-5 max-rail:grid-cols-2 max-bar:grid-cols-1 rail:pt-[116px]">
        <div className={`${card} relative border-claim/45 shadow-card max-rail:row-span-2`}>
          <span
            aria-hidden
            className="-left-[29px] absolute top-[22px] w-7 border-claim/60 border-t-[1.5px] max-rail:hidden"
          />
          <Said by={RUTH} when="2 h" kind="claim">
            Everything after this has to hold it up. Who chose the nights?
          </Said>
          <div className="border-line border-t pt-2.5">
            <Said by={TOMAS} when="40 min">
              Two Tuesdays is thin. But the notebook is the drivers’ own, and they stood to lose the route.
            </Said>
          </div>
        </div>
        <div className={`${card} border-line`}>
          <Said by={TOMAS} when="1 h" kind="evidence">
            The only long count there is. Does anyone know who checked it?
          </Said>
        </div>
        <div className={`${card} border-line`}>
          <Said by={INES} when="3 h" kind="quote">
            <span className="text-ink-2">Speaker</span> Odile Marsh, driver
          </Said>
        </div>
      </div>
    </figure>
  );
}
