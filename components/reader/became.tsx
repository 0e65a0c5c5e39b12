"use client";
import { Fragment, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { languageOf } from "@/components/ui/language";
import { useToast } from "@/components/ui/toast";
import { When } from "@/components/ui/when";
import { CERTAIN, sameWords } from "@/lib/anchoring/passages";
import type { Annotation } from "@/lib/schemas/annotation";
import { type Change, changes, glimpse, inRuns } from "./diff";
import { useReader } from "./store";

/**
 * What became of a passage since it was marked, where that is worth a look: its place is not certain, its words were
 * edited, or somebody showed by hand where it stands. A closed card says so in a line, an open one shows both wordings.
 * For what was marked in another text, or attached by hand.
 * @param words what stands in the text now, for a page that has no text
 */
export function Became({
  annotation,
  open,
  still,
  words: given,
}: {
  annotation: Annotation;
  open: boolean;
  still: boolean;
  words?: string;
}) {
  const text = useReader((r) => r.article.version.text);
  const fixed = useReader((r) => r.past || r.newer !== null);
  const article = useReader((r) => r.article);
  const { quote, span, anchor, canAttach } = annotation;
  if (!span || !anchor) return null;
  const now = given ?? text.slice(span.start, span.end);
  const unsure = anchor.confidence < CERTAIN;
  const edited = !sameWords(quote.exact, now);
  if (anchor.attachedBy && anchor.attachedAt)
    return edited ? (
      <div className="mt-2 grid gap-1 text-ink-2 text-xs">
        <p>
          <Sign /> Placed here by {anchor.attachedBy.name}, <When at={anchor.attachedAt} />
        </p>
        <p className={open ? "break-words" : "line-clamp-2 break-words"}>
          <span className="text-ink-3">Marked on </span>
          <q {...languageOf(article)} className="font-serif">
            {quote.exact}
          </q>
        </p>
      </div>
    ) : null;
  if (!unsure && !edited) return null;
  return (
    <div className="mt-2 grid gap-1 text-ink-2 text-xs">
      <p className="font-medium">
        <Sign /> {unsure ? "Moved, please check" : "The passage was edited"}
      </p>
      {edited && (open ? <Both was={quote.exact} now={now} /> : <Glimpse was={quote.exact} now={now} />)}
      {unsure && open && !still && canAttach && !fixed && text !== "" && <Check annotation={annotation} />}
    </div>
  );
}

/** An arrow that goes on from where it was: the sign of everything that happened to a passage. */
const Sign = () => (
  <svg
    aria-hidden
    viewBox="0 0 12 12"
    className="-mt-0.5 mr-0.5 inline size-3 fill-none stroke-[1.4] stroke-current align-middle"
  >
    <path d="M2 2.5v4.2h7.2M6.8 4.2l2.6 2.5-2.6 2.5" />
  </svg>
);

const LOOKS = {
  same: "",
  cut: "bg-danger-wash text-danger line-through decoration-1",
  added: "bg-evidence-wash text-evidence underline decoration-1 underline-offset-2",
};

/** A wording with what went struck through and what came underlined. */
const Drawn = ({ of }: { of: readonly Change[] }) =>
  of.map((change, i) => {
    const key = `${i}${change.is}`;
    if (change.is === "cut")
      return (
        <Fragment key={key}>
          <del className={LOOKS.cut}>{change.text}</del>
          {of[i + 1]?.is === "added" && " "}
        </Fragment>
      );
    if (change.is === "added")
      return (
        <ins key={key} className={LOOKS.added}>
          {change.text}
        </ins>
      );
    return change.text;
  });

function Glimpse({ was, now }: { was: string; now: string }) {
  const article = useReader((r) => r.article);
  const found = useMemo(() => glimpse(inRuns(changes(was, now))), [was, now]);
  return (
    <p {...languageOf(article)} className="line-clamp-3 break-words font-serif text-sm leading-snug">
      <Drawn of={found} />
    </p>
  );
}

/** Both wordings in full; each shows what the other has not. */
function Both({ was, now }: { was: string; now: string }) {
  const article = useReader((r) => r.article);
  const found = useMemo(() => inRuns(changes(was, now)), [was, now]);
  return (
    <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-2 gap-y-1">
      {(["cut", "added"] as const).map((side) => (
        <div key={side} className="contents">
          <dt className="text-ink-3">{side === "cut" ? "Was" : "Now"}</dt>
          <dd
            {...languageOf(article)}
            className="min-w-0 whitespace-pre-line break-words font-serif text-[0.84375rem] text-ink leading-snug"
          >
            <Drawn of={found.filter(({ is }) => is === "same" || is === side)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** For who may say so: the place is right, or it is another one. */
function Check({ annotation: { id, span } }: { annotation: Annotation }) {
  const attach = useReader((r) => r.attach);
  const choose = useReader((r) => r.choose);
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    if (!span) return;
    setBusy(true);
    const outcome = await attach(id, span);
    setBusy(false);
    if (!outcome.ok) toast({ text: outcome.message });
  };
  return (
    <div className="flex flex-wrap gap-1.5 pt-1 print:hidden">
      <Button size="sm" className="max-bar:h-11" busy={busy} onClick={() => void confirm()}>
        It is right here
      </Button>
      <Button size="sm" look="quiet" className="max-bar:h-11" onClick={() => choose({ id, writes: "anchor" })}>
        Choose the passage again
      </Button>
    </div>
  );
}
