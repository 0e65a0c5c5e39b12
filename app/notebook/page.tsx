import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { viewer } from "@/app/auth";
import { pageOf } from "@/app/listing";
import { Filters, notebookPath } from "@/components/notebook/filters";
import { Note } from "@/components/reader/note";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { languageOf } from "@/components/ui/language";
import { Empty, Notice } from "@/components/ui/notice";
import { Within } from "@/components/ui/within";
import * as acts from "@/db/acts";
import * as annotations from "@/db/annotations";
import { notebookQuery } from "@/lib/schemas/notebook";

export const metadata: Metadata = { title: "Notebook" };

/** Everything I marked, the newest first, on whatever reading. */
export default async function Notebook({ searchParams }: PageProps<"/notebook">) {
  const who = await viewer();
  if (!who) redirect("/signin?next=%2Fnotebook");
  const query = notebookQuery.catch(notebookQuery.parse({})).parse(await searchParams);
  const [{ items, next }, mine, hidden] = await Promise.all([
    pageOf(query, (asked) => annotations.mine(who, asked)),
    annotations.mineBy(who),
    acts.withheld(who),
  ]);
  const { cursor, ...filters } = query;
  const filtered = Object.values(filters).some(Boolean);
  return (
    <Page viewer={who} here="/notebook" title="Notebook" lead="What you marked and wrote, the newest first.">
      {hidden.length > 0 && (
        <div className="mb-6">
          <Notice>
            {hidden.length === 1 ? "One thing you wrote is" : `${hidden.length} things you wrote are`} hidden by those
            who lead.{" "}
            <Link href="/notebook/decisions" className="underline underline-offset-2">
              See why
            </Link>
          </Notice>
        </div>
      )}
      {(items.length > 0 || filtered) && <Filters query={query} tags={mine.tags} articles={mine.articles} />}
      {items.map((note) => (
        <Note
          key={note.id}
          annotation={note}
          written={note}
          byline={
            <>
              <Link
                href={`/articles/${note.articleId}#${note.id}`}
                {...languageOf(note)}
                className="min-w-0 break-words font-medium text-ink underline-offset-4 hover:underline"
              >
                {note.articleTitle}
              </Link>
              <Within of={note.within} group />
            </>
          }
        >
          <p className="flex gap-4 text-sm print:hidden">
            <Link href={`/articles/${note.articleId}#${note.id}`} className="text-accent underline underline-offset-2">
              Open in the text
            </Link>
            {note.replyCount > 0 && (
              <Link href={`/t/${note.id}`} className="text-accent underline underline-offset-2">
                {note.replyCount === 1 ? "1 reply" : `${note.replyCount} replies`}
              </Link>
            )}
          </p>
        </Note>
      ))}
      {items.length === 0 &&
        (filtered ? (
          <Empty title="Nothing of yours is like that" action={<LinkButton href="/notebook">Show all</LinkButton>}>
            Try fewer words, or another kind, tag or reading.
          </Empty>
        ) : (
          <Empty title="Your notebook is empty" action={<LinkButton href="/articles">Open the library</LinkButton>}>
            Select a passage in any reading and mark it: it stands here too, from wherever you read.
          </Empty>
        ))}
      <nav aria-label="More of this list" className="flex gap-4 text-sm">
        {cursor && (
          <Link href={notebookPath(filters)} className="text-accent underline underline-offset-2">
            Back to the newest
          </Link>
        )}
        {next && (
          <Link href={notebookPath({ ...filters, cursor: next })} className="text-accent underline underline-offset-2">
            More
          </Link>
        )}
      </nav>
    </Page>
  );
}
