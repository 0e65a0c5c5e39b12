import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { viewer } from "@/app/auth";
import { Page } from "@/components/shell";
import { Editor, type Way } from "@/components/versions/editor";
import * as articles from "@/db/articles";
import { writeMarkdown } from "@/lib/article/write";
import { id } from "@/lib/schemas/wire";
import { look } from "./actions";

export const metadata: Metadata = { title: "New version", robots: { index: false } };

/** Characters of text from which on a browser's text field is no pleasure. */
const LONGEST = 1_000_000;

/** Making a new version of an article, for whoever may publish one; for everybody else there is nothing here. */
export default async function EditPage({ params, searchParams }: PageProps<"/articles/[id]/edit">) {
  const named = (await params).id;
  const who = await viewer();
  if (!who) redirect(`/signin?next=${encodeURIComponent(`/articles/${named}/edit`)}`);
  const article = id.safeParse(named).success ? await articles.read(who, named) : null;
  if (!article?.canPublish) notFound();
  const { title, dir, language, sourceUrl, version } = article;
  const short = version.text.length <= LONGEST;
  const asked = (await searchParams).way;
  const way: Way = asked === "paste" || (asked === "fetch" && sourceUrl) ? asked : short ? "edit" : "paste";
  return (
    <Page
      viewer={who}
      title="New version"
      lead={
        <>
          Of{" "}
          <Link href={`/articles/${named}`} className="text-accent underline underline-offset-2">
            {title}
          </Link>
          , now at version {version.number}. You see what becomes of the notes before anything is published.
        </>
      }
    >
      <noscript>
        <p className="mb-6 rounded-lg bg-well px-3.5 py-2.5 text-sm">
          Without JavaScript you can edit the text here, but it is not kept until you preview it; pasting formatted text
          and choosing a file do not work.
        </p>
      </noscript>
      <Editor
        // Another version is another text to begin from.
        key={version.id}
        me={who.id}
        article={{ id: named, title, dir, language, sourceUrl, base: { id: version.id, number: version.number } }}
        markdown={short ? writeMarkdown(version.tree) : null}
        way={way}
        fallback={look}
      />
    </Page>
  );
}
