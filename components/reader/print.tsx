"use client";
import { languageOf } from "@/components/ui/language";
import { sameWords } from "@/lib/anchoring/passages";
import type { Annotation } from "@/lib/schemas/annotation";
import type { Article } from "@/lib/schemas/article";
import { calledAs } from "./by";
import { KIND_NAMES, layerName, type Reader, standingOf } from "./model";
import { useReader } from "./store";
import { arrange, LEVELS } from "./threads";

/** Threads that are asked for at a time. */
const AT_ONCE = 6;

/** Asks for the threads of what is shown that nobody has opened on this page. */
export async function fetchThreads(now: () => Reader): Promise<void> {
  const { shown, replies, loadReplies, say } = now();
  const missing = shown.filter((one) => one.replyCount > 0 && !replies(one.id)).map(({ id }) => id);
  if (missing.length > AT_ONCE) say(`Getting ${missing.length} threads ready to print.`);
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let id = missing.shift(); id; id = missing.shift()) await loadReplies(id);
    }),
  );
}

/** The notes with their threads, numbered as their marks are, for paper only. */
export default function Printed({ annotations }: { annotations: readonly Annotation[] }) {
  const groups = useReader((reader) => reader.groups);
  const me = useReader((reader) => reader.viewer?.id);
  const article = useReader((reader) => reader.article);
  const writer = (a: Annotation) => {
    const called = calledAs(a.author, a, groups, me);
    return called ? `you, seen as ${called.name}` : a.author.name;
  };
  return (
    <section aria-label="Notes" className="printed hidden print:block">
      <h2 className="mt-8 mb-3 border-line border-t pt-4 font-semibold font-serif text-lg">Notes</h2>
      <ol className="grid list-decimal gap-2.5 pl-6 text-[9.5pt] leading-normal">
        {annotations.map((a) => (
          <li key={a.id}>
            <strong>{KIND_NAMES[a.kind]}</strong> by {writer(a)}, {layerName(a, groups, me)}
            {a.speaker && (
              <>
                {" "}
                · Speaker: <bdi>{a.speaker}</bdi>
              </>
            )}
            <br />
            <Passage annotation={a} article={article} />
            {a.body && (
              <p dir="auto" className="whitespace-pre-wrap">
                {a.body}
              </p>
            )}
            {a.tags.length > 0 && <p className="text-ink-2">{a.tags.map((tag) => `#${tag}`).join(" ")}</p>}
            <Talk annotation={a} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** How the thread stands, and what was said in it, each reply set in below what it answers. */
function Talk({ annotation }: { annotation: Annotation }) {
  const { id, replyCount, thread } = annotation;
  const replies = useReader((reader) => reader.replies(id));
  const groups = useReader((reader) => reader.groups);
  const me = useReader((reader) => reader.viewer?.id);
  const standing = standingOf(thread);
  return (
    <>
      {standing && <p className="font-medium">{standing}</p>}
      {replies && replies.length > 0 && (
        <ul className="mt-1 border-line border-l-2 pl-3">
          {arrange(replies, null, Number.POSITIVE_INFINITY).map(({ reply, depth }) => (
            <li
              key={reply.id}
              className="break-inside-avoid"
              style={{ marginInlineStart: Math.min(depth, LEVELS) * 12 }}
            >
              {reply.body === null ? (
                "This reply was deleted."
              ) : (
                <>
                  <strong>{(calledAs(reply.author, annotation, groups, me) ?? reply.author)?.name}</strong>
                  {reply.id === thread.acceptedReplyId && " (accepted answer)"}:{" "}
                  <bdi className="whitespace-pre-wrap">{reply.body}</bdi>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {!replies && replyCount > 0 && (
        <p className="text-ink-2">
          {replyCount === 1 ? "1 reply is" : `${replyCount} replies are`} not on this page. To print{" "}
          {replyCount === 1 ? "it" : "them"}, use Ctrl+P, or open all notes as a page.
        </p>
      )}
    </>
  );
}

const short = (words: string) => (words.length > 160 ? `${words.slice(0, 159)}…` : words);

/** The words that are printed, and those that were marked where they are others. */
function Passage({ annotation: { quote, span }, article }: { annotation: Annotation; article: Article }) {
  const now = span && article.version.text.slice(span.start, span.end);
  return (
    <>
      <q {...languageOf(article)}>{short(now ?? quote.exact)}</q>
      {now === null && <> (no longer in this text)</>}
      {now !== null && !sameWords(quote.exact, now) && (
        <>
          {" "}
          (marked on: <q {...languageOf(article)}>{short(quote.exact)}</q>)
        </>
      )}
    </>
  );
}
