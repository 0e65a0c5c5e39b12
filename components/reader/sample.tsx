"use client";
import Link from "next/link";
import { useEffect, useState } from "react";
import { useReader } from "./store";

type Step = "mark" | "note" | "thread";
type Kept = Partial<Record<Step | "hidden", true>>;

/** What was tried in this browser stays so, whatever becomes of the marks. */
function useTried(article: string): [Kept, (more: Kept) => void] {
  const name = `gloss:sample:${article}`;
  const [kept, setKept] = useState<Kept>({});
  useEffect(() => {
    try {
      const found: unknown = JSON.parse(localStorage.getItem(name) ?? "{}");
      if (typeof found === "object" && found !== null) setKept((now) => ({ ...(found as Kept), ...now }));
    } catch {
      // Without storage the hints are there again next time.
    }
  }, [name]);
  const keep = (more: Kept) =>
    setKept((now) => {
      const next = { ...now, ...more };
      try {
        localStorage.setItem(name, JSON.stringify(next));
      } catch {
        // As above.
      }
      return next;
    });
  return [kept, keep];
}

/**
 * Says of the sample what it is, and what there is to try in it. Each hint goes once it was done; then the way on stays.
 */
export default function Sample() {
  const article = useReader((reader) => reader.article);
  const viewer = useReader((reader) => reader.viewer);
  const past = useReader((reader) => reader.past);
  const own = useReader((reader) => reader.annotations.some((one) => one.author.id === viewer?.id));
  const noted = useReader((reader) =>
    reader.annotations.some((one) => one.author.id === viewer?.id && one.body !== "" && reader.writing !== one.id),
  );
  const opened = useReader((reader) =>
    reader.annotations.some((one) => one.id === reader.active && one.replyCount > 0),
  );
  const thread = useReader((reader) => reader.annotations.find((one) => one.replyCount > 0)?.id);
  const activate = useReader((reader) => reader.activate);
  const [tried, keep] = useTried(article.id);
  const done: Record<Step, boolean> = {
    mark: own || tried.mark === true,
    note: noted || tried.note === true,
    thread: opened || tried.thread === true,
  };
  const { mark, note, thread: threadDone } = done;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `keep` is another function each time, and does the same.
  useEffect(() => {
    const fresh: Kept = { ...(mark && { mark }), ...(note && { note }), ...(threadDone && { thread: threadDone }) };
    if (Object.keys(fresh).length > 0) keep(fresh);
  }, [mark, note, threadDone]);
  const mine = viewer !== null && article.visibility === "private" && !past;
  const left = (["mark", "note", "thread"] as const).filter((step) => !done[step]);
  if (tried.hidden) return null;
  return (
    <aside
      aria-labelledby="sample"
      className="mb-6 grid gap-2.5 rounded-xl border border-line bg-sheet px-4 py-3.5 font-sans text-ink-2 text-sm print:hidden"
    >
      <p>
        <strong id="sample" className="font-semibold text-ink">
          This is a sample.
        </strong>{" "}
        The essay and its readers are invented.{mine && " Only you can see what you write here."}
      </p>
      {mine && left.length > 0 && (
        <ol aria-label="Try it" className="grid gap-2">
          {left.map((step) => (
            <li key={step} className="flex gap-2.5">
              <span aria-hidden className="mt-[0.45em] size-1.5 shrink-0 rounded-full bg-accent" />
              <span>
                {step === "mark" && (
                  <>
                    <b className="font-medium text-ink">Mark a passage.</b> Select a few words in the text, then choose
                    Claim, Quote, Evidence or Note.
                  </>
                )}
                {step === "note" && (
                  <>
                    <b className="font-medium text-ink">Write a note.</b> Open a mark of yours, add what you think, and
                    save it.
                  </>
                )}
                {step === "thread" && (
                  <>
                    <b className="font-medium text-ink">Open a thread.</b> Choose a passage that others marked, and read
                    what they replied.{" "}
                    {thread && (
                      <button
                        type="button"
                        onClick={() => activate(thread, "link")}
                        className="min-h-[24px] font-medium text-accent underline underline-offset-2"
                      >
                        Show one
                      </button>
                    )}
                  </>
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
      {mine && left.length === 0 && (
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
          You have tried it all.
          <Link href="/articles/new" className="font-medium text-accent underline underline-offset-2">
            Add an article
          </Link>
          <button
            type="button"
            onClick={() => keep({ hidden: true })}
            className="min-h-[24px] text-ink-3 underline underline-offset-2 hover:text-ink"
          >
            Hide
          </button>
        </p>
      )}
      <p role="status" className="sr-only">
        {mine && left.length < 3 && (left.length === 0 ? "All done." : `${3 - left.length} of 3 done.`)}
      </p>
    </aside>
  );
}
