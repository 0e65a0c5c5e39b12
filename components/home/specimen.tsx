import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { KindTag } from "@/components/ui/kind";
import { excerpt } from "@/lib/markdown";
import { sample } from "@/lib/sample";
import { passagesOf } from "@/lib/sample/passages";
import type { Kind } from "@/lib/schemas/annotation";

const LOOKS: Record<Kind, string> = {
  claim: "bg-claim-wash shadow-[inset_0_-2px_0_var(--claim)]",
  quote: "bg-quote-wash shadow-[inset_0_-1px_0_var(--quote)]",
  evidence: "bg-evidence-wash border-b-[3.5px] border-double border-evidence",
  note: "bg-note-wash border-b-2 border-dotted border-note",
};
const Mark = ({ kind, on = false, children }: { kind: Kind; on?: boolean; children: ReactNode }) => (
  <mark
    className={`rounded-[2px] box-decoration-clone py-[.08em] text-inherit ${LOOKS[kind]} ${on ? "outline-2 outline-note/60 outline-offset-1" : ""}`}
  >
    {children}
  </mark>
);

/** The marks that are shown with their cards, and how many of the replies below each. */
const SHOWN = ["sky", "crime", "copy"];
const REPLIES = 1;

const by = (key: string) => ({ id: `sample-${key}`, name: sample.readers.find((one) => one.key === key)?.name ?? "" });

function Said({ who, kind, body }: { who: string; kind?: Kind; body: string }) {
  return (
    <div>
      <div className="mb-1.5 flex items-center gap-2 text-ink-2 text-xs">
        <Avatar person={by(who)} size="sm" />
        <span className="font-medium text-ink">{by(who).name}</span>
        {kind && <KindTag kind={kind} className="ml-auto" />}
      </div>
      <p className="line-clamp-5 text-sm">{excerpt(body)}</p>
    </div>
  );
}

const card = "grid gap-2.5 rounded-xl border bg-sheet px-3.5 py-3";

/** A page of the sample reading as its readers left it, drawn with the reader's type, marks and cards. */
export function Specimen({ more }: { /** Leads to the whole of it. */ more?: ReactNode }) {
  const { title, byline } = sample.article;
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
          {title}
        </h2>
        <p className="mt-3 border-line border-b pb-5 text-ink-2 text-sm">
          {byline} · a sample reading · read by {sample.group.name}
        </p>
        <div className="mt-6 grid gap-[1.15em] text-pretty font-serif text-[1.2rem] leading-[1.66] max-bar:text-[1.12rem]">
          {passagesOf(SHOWN).map(({ pieces, gap }) => (
            <p key={pieces[0]?.text}>
              {gap && (
                <span className="text-ink-3">
                  <span aria-hidden>[…] </span>
                  <span className="sr-only">Further on: </span>
                </span>
              )}
              {pieces.map(({ text, mark }) =>
                mark ? (
                  <Mark key={text} kind={mark.kind} on={mark.key === SHOWN[0]}>
                    {text}
                  </Mark>
                ) : (
                  text
                ),
              )}
            </p>
          ))}
        </div>
        {more && <p className="mt-6 font-sans text-sm">{more}</p>}
      </div>
      <div className="grid content-start gap-5 max-rail:grid-cols-2 max-bar:grid-cols-1 rail:pt-[116px]">
        {sample.marks
          .filter(({ key }) => SHOWN.includes(key))
          .map(({ key, by: who, kind, body, replies = [] }, n) => (
            <div key={key} className={n === 0 ? `${card} relative border-note/45 shadow-card` : `${card} border-line`}>
              <Said who={who} kind={kind} body={body} />
              {replies.slice(0, REPLIES).map((reply) => (
                <div key={reply.key} className="border-line border-t pt-2.5">
                  <Said who={reply.by} body={reply.body} />
                </div>
              ))}
            </div>
          ))}
      </div>
    </figure>
  );
}
