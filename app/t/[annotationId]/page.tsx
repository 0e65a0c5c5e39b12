import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { address } from "@/app/articles/[id]/view";
import { viewer } from "@/app/auth";
import { InContext } from "@/components/reader/passage";
import { Permalink } from "@/components/reader/permalink";
import { treeKey } from "@/components/reader/tree-key";
import { TopBar } from "@/components/shell";
import { languageOf } from "@/components/ui/language";
import * as annotations from "@/db/annotations";
import * as articles from "@/db/articles";
import * as groups from "@/db/groups";
import * as replies from "@/db/replies";
import * as versions from "@/db/versions";
import { parseAll } from "@/lib/markdown";
import { Problem } from "@/lib/problem";
import type { Annotation } from "@/lib/schemas/annotation";
import type { Viewer } from "@/lib/schemas/user";
import { id } from "@/lib/schemas/wire";

/** The annotation that an address names, with the reply below it, or null where this viewer may not know of it. */
async function find(who: Viewer, named: string, reply: string | null): Promise<Annotation | null> {
  if (!id.safeParse(named).success || (reply !== null && !id.safeParse(reply).success)) return null;
  try {
    const annotation = await annotations.read(who, named);
    // A reply that is not there, or not for them, is answered as a thread that is not.
    return reply === null || (await replies.read(who, reply)).annotationId === named ? annotation : null;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}
/** Asked together, so that head and page come in one order: every refusal is the same bytes. */
const open = cache(async (named: string, reply: string | null) => {
  const who = await viewer();
  const forStranger = await find(null, named, reply);
  return { who, forStranger, annotation: who ? await find(who, named, reply) : forStranger };
});

/** The one reply that an address names, as `?reply=` or, to read on from it, `?from=`; anything else names nothing. */
const replyIn = (query: { reply?: string | string[]; from?: string | string[] }) => {
  const asked = query.reply ?? query.from;
  return asked === undefined ? null : String(asked);
};

const short = (text: string, most: number) => (text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`);

/** A preview says what anyone may read, and of everything else nothing, whoever asks for it. */
export async function generateMetadata({ params, searchParams }: PageProps<"/t/[annotationId]">): Promise<Metadata> {
  const { forStranger: annotation } = await open((await params).annotationId, replyIn(await searchParams));
  const article = annotation && (await articles.read(null, annotation.articleId));
  if (!annotation || !article) return { title: "A note", robots: { index: false } };
  const title = `${annotation.author.name} on “${short(article.title, 80)}”`;
  const description = short(`“${annotation.quote.exact.replace(/\s+/gu, " ")}”`, 280);
  const shared = { title, description };
  return {
    ...shared,
    authors: [{ name: annotation.author.name }],
    openGraph: { ...shared, type: "article", siteName: "Gloss", authors: [annotation.author.name] },
    twitter: { ...shared, card: "summary" },
  };
}

/** A thread's permalink: the passage in its surroundings, the note and what was answered. */
export default async function ThreadPage({ params, searchParams }: PageProps<"/t/[annotationId]">) {
  const { annotationId } = await params;
  const query = await searchParams;
  const reply = replyIn(query);
  const { who, annotation } = await open(annotationId, reply);
  const asked =
    reply === null ? "" : `?${new URLSearchParams({ [query.reply === undefined ? "from" : "reply"]: reply })}`;
  if (!annotation && !who) redirect(`/signin?next=${encodeURIComponent(`/t/${annotationId}${asked}`)}`);
  const article = annotation && (await articles.read(who, annotation.articleId));
  if (!annotation || !article) notFound();
  const [thread, circles, all] = await Promise.all([
    replies.forAnnotation(who, annotation.id),
    groups.readingIt(who, article.id),
    versions.list(who, article.id),
  ]);
  const { span } = annotation;
  const trees = parseAll([annotation, ...thread].map((each) => ({ id: treeKey(each), body: each.body })));
  const { tree, text } = article.version;
  const lit = query.reply === undefined ? null : reply;
  const inText = `${address(`/articles/${article.id}`, { reply: lit, group: annotation.groupId })}#${annotation.id}`;
  // The page needs a few blocks of the text, and the script none of it.
  const slim = { ...article, version: { ...article.version, text: "", tree: { type: "root" as const, children: [] } } };
  return (
    <>
      <TopBar viewer={who} />
      <main id="content" className="mx-auto grid w-full max-w-[680px] gap-8 px-6 pt-10 pb-28 max-bar:px-4 max-bar:pt-6">
        <div className="grid gap-1.5">
          <p className="text-ink-2 text-sm">{span ? "A passage of" : "A passage of an earlier version of"}</p>
          <h1 {...languageOf(article)} className="font-semibold font-serif text-2xl leading-tight tracking-tight">
            <Link href={inText} className="underline-offset-4 hover:underline">
              {article.title}
            </Link>
          </h1>
          <p className="text-ink-2 text-sm">{[article.byline, article.site].filter(Boolean).join(" · ")}</p>
        </div>
        <div {...languageOf(article)} className="grid gap-4 break-words font-serif text-[1.125rem] leading-[1.66]">
          {span ? (
            <InContext tree={tree} text={text} span={span} kind={annotation.kind} />
          ) : (
            <p className="text-ink-2 text-sm font-sans">Its passage is no longer in the text.</p>
          )}
        </div>
        <section aria-labelledby="thread">
          <h2 id="thread" className="sr-only">
            The note and its thread
          </h2>
          <Permalink
            article={slim}
            viewer={who}
            groups={circles}
            versions={all}
            annotations={[annotation]}
            words={span ? text.slice(span.start, span.end) : undefined}
            threads={{ [annotation.id]: thread }}
            trees={trees}
            lit={lit}
            from={lit ? null : reply}
          />
        </section>
        <p className="text-sm print:hidden">
          <Link href={inText} className="text-accent underline underline-offset-2">
            {span ? "Read it in the text" : "Open it beside the text"}
          </Link>
        </p>
      </main>
    </>
  );
}
