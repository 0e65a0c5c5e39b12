import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { secret, viewer } from "@/app/auth";
import { reading } from "@/app/reading";
import { linked } from "@/components/reader/asked";
import { Assigned, Following } from "@/components/reader/assigned";
import { AssignedView } from "@/components/reader/assigned-view";
import { ReaderBar } from "@/components/reader/bar";
import { Head } from "@/components/reader/head";
import { Margin } from "@/components/reader/margin";
import { ReaderProvider } from "@/components/reader/store";
import { Surface } from "@/components/reader/surface";
import { FIRST_CARDS, treeKey } from "@/components/reader/tree-key";
import { Withheld } from "@/components/reader/withheld";
import { TopBar } from "@/components/shell";
import * as acts from "@/db/acts";
import * as annotations from "@/db/annotations";
import * as articles from "@/db/articles";
import { assignedOn } from "@/db/assigned";
import * as groups from "@/db/groups";
import * as live from "@/db/live";
import * as replies from "@/db/replies";
import * as versions from "@/db/versions";
import { parseAll } from "@/lib/markdown";
import type { Reply } from "@/lib/schemas/reply";
import { id } from "@/lib/schemas/wire";
import { editionOf } from "./edition";
import { searchOf } from "./view";

const open = cache(async (named: string, version: number | null | undefined) => {
  const who = await viewer();
  const known = id.safeParse(named).success && version !== null;
  return { who, article: known ? await articles.read(who, named, version) : null };
});

export async function generateMetadata({ params, searchParams }: PageProps<"/articles/[id]">): Promise<Metadata> {
  const { article } = await open((await params).id, editionOf((await searchParams).version));
  if (article && !article.version.current)
    return { title: `${article.title}, version ${article.version.number}`, robots: { index: false } };
  if (article?.visibility !== "public") return { title: article?.title ?? "Reading", robots: { index: false } };
  const { title, byline } = article;
  return { title, authors: byline ? [{ name: byline }] : [], openGraph: { title, type: "article", siteName: "Gloss" } };
}

/**
 * The reader; with `?version=` an old version with its marks as they were. Everything in it is in the first HTML: nothing
 * stands above the content that could hide it.
 */
export default async function ArticlePage({ params, searchParams }: PageProps<"/articles/[id]">) {
  const named = (await params).id;
  const query = await searchParams;
  const asked = editionOf(query.version);
  const { who, article } = await open(named, asked);
  const said = searchOf(query);
  if (!article && !who) redirect(`/signin?next=${encodeURIComponent(`/articles/${named}${said && `?${said}`}`)}`);
  if (!article) notFound();
  const { current } = article.version;
  // Before what is shown is read: what happens in between is heard twice rather than never.
  const since = await live.position(who, article.id, secret());
  const [marks, all, circles, progress, settings, withheld, tasks] = await Promise.all([
    annotations.forArticle(who, article.id, article.version.number),
    versions.list(who, article.id),
    groups.readingIt(who, article.id),
    articles.progressOf(who, article.id),
    reading(),
    who ? acts.withheld(who, article.id) : [],
    who && current ? assignedOn(who, article.id) : [],
  ]);
  const assigned = tasks.map((one) => linked(one, article.version.text));
  // The first cards come with their threads; the others fetch theirs when they are opened.
  const first = marks.slice(0, FIRST_CARDS);
  const answered = first.filter((mark) => mark.replyCount > 0).map((mark) => mark.id);
  const answers = await replies.forArticle(who, article.id, { of: answered });
  const threads: Record<string, Reply[]> = Object.fromEntries(first.map((mark) => [mark.id, []]));
  for (const reply of answers) threads[reply.annotationId]?.push(reply);
  for (const mark of first)
    if (threads[mark.id]?.filter((reply) => !reply.deleted).length !== mark.replyCount) delete threads[mark.id];
  const bodies = [...first, ...Object.values(threads).flat()].map((each) => ({ id: treeKey(each), body: each.body }));
  const { text: _, ...version } = article.version;
  return (
    <ReaderProvider
      // A page that is open stays on its version while others are published; an old one is a page of its own.
      key={current ? "current" : version.id}
      article={{ ...article, version }}
      versions={all}
      seen={progress.seen}
      viewer={who}
      groups={circles}
      annotations={marks}
      threads={threads}
      since={since}
      assigned={assigned}
      search={said}
      settings={settings}
    >
      <TopBar viewer={who}>
        <ReaderBar />
      </TopBar>
      <Surface
        head={
          <>
            <Head place={progress.place} share={current ? progress.share : 0} />
            <Withheld first={withheld} />
          </>
        }
        assigned={
          who &&
          current && (
            <>
              <Assigned is="rail">
                <AssignedView is="rail" of={assigned} here={article.id} />
              </Assigned>
              <Following />
            </>
          )
        }
        margin={
          <Margin
            trees={parseAll(bodies)}
            above={
              <Assigned is="margin">
                <AssignedView is="margin" of={assigned} here={article.id} />
              </Assigned>
            }
          />
        }
      />
    </ReaderProvider>
  );
}
