import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { viewer } from "@/app/auth";
import { lookedAt } from "@/components/reader/address";
import { Answer, Gone } from "@/components/reader/answer";
import { Blocks } from "@/components/reader/blocks";
import { By, calledAs } from "@/components/reader/by";
import { Note } from "@/components/reader/note";
import { passes, sorted } from "@/components/reader/order";
import { arrange } from "@/components/reader/threads";
import { Page } from "@/components/shell";
import { languageOf } from "@/components/ui/language";
import { Empty } from "@/components/ui/notice";
import { When } from "@/components/ui/when";
import * as annotations from "@/db/annotations";
import * as articles from "@/db/articles";
import * as groups from "@/db/groups";
import * as replies from "@/db/replies";
import { parse } from "@/lib/markdown";
import { naming } from "@/lib/mentions";
import type { Reply } from "@/lib/schemas/reply";
import type { Person } from "@/lib/schemas/user";
import { id } from "@/lib/schemas/wire";
import { editionOf } from "../edition";
import { searchOf } from "../view";

const open = cache(async (named: string, edition: number | null | undefined) => {
  const who = await viewer();
  const known = id.safeParse(named).success && edition !== null;
  return { who, article: known ? await articles.read(who, named, edition) : null };
});

export async function generateMetadata({ params, searchParams }: PageProps<"/articles/[id]/notes">): Promise<Metadata> {
  const { article } = await open((await params).id, editionOf((await searchParams).version));
  return { title: article ? `Notes on ${article.title}` : "Notes", robots: { index: false } };
}

/** Every note on a reading with its thread, as a plain page: for reading without a script, and for paper. */
export default async function NotesPage({ params, searchParams }: PageProps<"/articles/[id]/notes">) {
  const named = (await params).id;
  const asked = await searchParams;
  const edition = editionOf(asked.version);
  const { who, article } = await open(named, edition);
  const { filters, sort } = lookedAt(searchOf(asked));
  const query = edition ? `?version=${edition}` : "";
  if (!article && !who) redirect(`/signin?next=${encodeURIComponent(`/articles/${named}/notes${query}`)}`);
  if (!article) notFound();
  const { text, number, current, withdrawnAt } = article.version;
  const [every, answers, circles] = await Promise.all([
    annotations.forArticle(who, article.id, number),
    replies.forArticle(who, article.id, { limit: 10_000 }),
    groups.readingIt(who, article.id),
  ]);
  const chosen = every.filter((note) => passes(note, filters, { me: who?.id, active: null }));
  const notes = sorted(chosen, sort);
  const threads = new Map<string, Reply[]>();
  for (const reply of answers) {
    const thread = threads.get(reply.annotationId);
    if (thread) thread.push(reply);
    else threads.set(reply.annotationId, [reply]);
  }
  const placed = (note: (typeof notes)[number]) => note.span !== null || withdrawnAt !== null;
  const lost = notes.filter((note) => !placed(note));
  const draw = (note: (typeof notes)[number]) => (
    <Note
      key={note.id}
      annotation={note}
      heading={placed(note) ? "h2" : "h3"}
      written={article}
      words={note.span && !withdrawnAt ? text.slice(note.span.start, note.span.end) : undefined}
      byline={
        <>
          <By person={note.author} called={calledAs(note.author, note, circles, who?.id)} />
          {note.withUser && <span>Only you and {(note.author.id === who?.id ? note.withUser : note.author).name}</span>}
        </>
      }
    >
      <Answers
        replies={threads.get(note.id) ?? []}
        accepted={note.thread.acceptedReplyId}
        called={(author) => calledAs(author, note, circles, who?.id)}
      />
    </Note>
  );
  return (
    <Page
      viewer={who}
      title={
        <>
          Notes on “<bdi {...languageOf(article)}>{article.title}</bdi>”{!current && `, version ${number}`}
        </>
      }
      lead={
        <Link
          href={`/articles/${article.id}${query}`}
          className="text-accent underline underline-offset-2 print:hidden"
        >
          Back to the text
        </Link>
      }
    >
      {notes.length < every.length && (
        <p className="pb-4 text-ink-2 text-sm">
          {notes.length} of {every.length} notes.{" "}
          <Link
            href={`/articles/${article.id}/notes${query}`}
            className="text-accent underline underline-offset-2 print:hidden"
          >
            Show all
          </Link>
        </p>
      )}
      {every.length === 0 && (
        <Empty title="No notes yet">
          What you and others mark in this text, and may see of each other, stands here.
        </Empty>
      )}
      {notes.filter(placed).map(draw)}
      {lost.length > 0 && (
        <section aria-labelledby="lost">
          <h2 id="lost" className="pt-8 pb-3 font-semibold font-serif text-xl">
            No longer in the text
          </h2>
          {lost.map(draw)}
        </section>
      )}
    </Page>
  );
}

function Answers({
  replies: thread,
  accepted,
  called,
}: {
  replies: readonly Reply[];
  accepted: string | null;
  called: (author: Person | null) => Person | null;
}) {
  if (thread.length === 0) return null;
  return (
    <ol aria-label="Replies" className="grid gap-1 border-line border-l-2 pl-4">
      {arrange(thread, null, Number.POSITIVE_INFINITY).map(({ reply, depth }) => (
        <Answer key={reply.id} reply={reply} depth={depth} className="text-sm">
          {reply.body === null ? (
            <Gone />
          ) : (
            <>
              <p className="flex flex-wrap gap-x-1.5 text-ink-2">
                {reply.author && <By person={reply.author} called={called(reply.author)} />}
                <When at={reply.createdAt} />
              </p>
              {reply.id === accepted && <p className="font-medium text-evidence text-xs">Accepted answer</p>}
              <Blocks of={naming(parse(reply.body), reply.mentions)} className="max-w-prose" />
            </>
          )}
        </Answer>
      ))}
    </ol>
  );
}
