import Link from "next/link";
import { Blocks } from "@/components/reader/blocks";
import { KindTag } from "@/components/ui/kind";
import { parse } from "@/lib/markdown";
import type { TalkPassage } from "@/lib/schemas/standings";
import { voicesInWords } from "./heat";

const count = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/** Why a passage is here. */
export function why({ questions, resolved, alsoAsk, replies, differ, people }: TalkPassage): string {
  const parts = [
    questions > 0 && count(questions, "open question"),
    alsoAsk > 0 && `${alsoAsk} ask${alsoAsk === 1 ? "s" : ""} it too`,
    resolved > 0 && count(resolved, "settled question"),
    replies > 0 && count(replies, "reply", "replies"),
    differ && voicesInWords(differ),
    `${count(people, "reader")} marked it`,
  ];
  return parts.filter(Boolean).join(" · ");
}

/** The passages by rank, each with its notes in short. */
export function TalkList({
  passages,
  groupId,
  titled,
  names,
  leaveOut,
}: {
  passages: readonly TalkPassage[];
  groupId: string;
  /** Whether to say of which text each is. */
  titled: boolean;
  names: boolean;
  /** The address of this page without a passage. */
  leaveOut: (passage: TalkPassage) => string;
}) {
  return (
    <ol className="talk">
      {passages.map((passage, i) => (
        <li
          key={passage.annotationId}
          className="grid break-inside-avoid grid-cols-[2.25rem_minmax(0,1fr)] border-line border-t py-6"
        >
          <span aria-hidden className="font-serif text-ink-3 text-xl tabular-nums leading-snug">
            {i + 1}
          </span>
          <div className="grid gap-3">
            <div className="grid gap-1.5">
              <q dir="auto" className="break-words font-serif text-[1.25rem] leading-[1.45]">
                {passage.exact.trim()}
              </q>
              <p className="text-ink-2 text-sm">
                {titled && <>{passage.articleTitle} · </>}
                {why(passage)}
              </p>
            </div>
            {passage.notes.length > 0 && (
              <ul className="grid gap-2.5 border-line border-l-2 pl-4">
                {passage.notes.map((note) => (
                  <li key={note.id} className="grid gap-0.5 text-base">
                    <div className="line-clamp-3 break-words print:line-clamp-none">
                      <Blocks of={parse(note.body)} />
                    </div>
                    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2 text-xs">
                      <KindTag kind={note.kind} />
                      <Asked of={note} />
                      {names && <span>{note.author.name}</span>}
                      {note.replies > 0 && <span>{count(note.replies, "reply", "replies")}</span>}
                    </p>
                  </li>
                ))}
              </ul>
            )}
            <p className="flex gap-4 text-sm print:hidden">
              <Link
                href={`/articles/${passage.articleId}?layer=${groupId}#${passage.annotationId}`}
                prefetch={false}
                className="text-accent underline underline-offset-2"
              >
                Open in the text
              </Link>
              <Link
                href={leaveOut(passage)}
                scroll={false}
                prefetch={false}
                className="text-ink-2 underline underline-offset-2"
              >
                Leave out<span className="sr-only"> passage {i + 1}</span>
              </Link>
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

export const Asked = ({ of: { asks, resolved, alsoAsk } }: { of: TalkPassage["notes"][number] }) =>
  asks && (
    <span className={resolved ? undefined : "font-medium text-accent"}>
      {resolved ? "Question, settled" : "Question"}
      {alsoAsk > 0 && `, ${alsoAsk} more ask${alsoAsk === 1 ? "s" : ""} it`}
    </span>
  );
