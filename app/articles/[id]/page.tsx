import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { viewer } from "@/app/auth";
import { reading } from "@/app/reading";
import { ReaderBar } from "@/components/reader/bar";
import { Head } from "@/components/reader/head";
import { Margin } from "@/components/reader/margin";
import { ReaderProvider } from "@/components/reader/store";
import { Surface } from "@/components/reader/surface";
import { FIRST_CARDS, treeKey } from "@/components/reader/tree-key";
import { TopBar } from "@/components/shell";
import * as annotations from "@/db/annotations";
import * as articles from "@/db/articles";
import * as groups from "@/db/groups";
import * as replies from "@/db/replies";
import { parseAll } from "@/lib/markdown";
import type { Reply } from "@/lib/schemas/reply";
import { id } from "@/lib/schemas/wire";

const open = cache(async (named: string) => {
  const who = await viewer();
  return { who, article: id.safeParse(named).success ? await articles.read(who, named) : null };
});

export async function generateMetadata({ params }: PageProps<"/articles/[id]">): Promise<Metadata> {
  const { article } = await open((await params).id);
  if (article?.visibility !== "public") return { title: article?.title ?? "Reading", robots: { index: false } };
  const { title, byline } = article;
  return { title, authors: byline ? [{ name: byline }] : [], openGraph: { title, type: "article", siteName: "Gloss" } };
}

/** The reader. Everything in it is in the first HTML: nothing stands above the content that could hide it. */
export default async function ArticlePage({ params }: PageProps<"/articles/[id]">) {
  const named = (await params).id;
  const { who, article } = await open(named);
  if (!article && !who) redirect(`/signin?next=${encodeURIComponent(`/articles/${named}`)}`);
  if (!article) notFound();
  const [marks, answers, circles, progress, settings] = await Promise.all([
    annotations.forArticle(who, article.id),
    replies.forArticle(who, article.id),
    groups.readingIt(who, article.id),
    articles.progressOf(who, article.id),
    reading(),
  ]);
  // The first cards come with their threads; the others fetch theirs when they are opened.
  const first = marks.slice(0, FIRST_CARDS);
  const threads: Record<string, Reply[]> = Object.fromEntries(first.map((mark) => [mark.id, []]));
  for (const reply of answers) threads[reply.annotationId]?.push(reply);
  for (const mark of first)
    if (threads[mark.id]?.filter((reply) => !reply.deleted).length !== mark.replyCount) delete threads[mark.id];
  const bodies = [...first, ...Object.values(threads).flat()].map((each) => ({ id: treeKey(each), body: each.body }));
  const { text: _, ...version } = article.version;
  return (
    <ReaderProvider
      article={{ ...article, version }}
      viewer={who}
      groups={circles}
      annotations={marks}
      threads={threads}
      settings={settings}
    >
      <TopBar viewer={who}>
        <ReaderBar />
      </TopBar>
      <Surface
        head={<Head place={progress.place} share={progress.share} />}
        margin={<Margin trees={parseAll(bodies)} />}
      />
    </ReaderProvider>
  );
}
