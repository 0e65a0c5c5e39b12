import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { viewer } from "@/app/auth";
import { Empty, Notice } from "@/components/ui/notice";
import { When } from "@/components/ui/when";
import { Difference } from "@/components/versions/difference";
import { Wide } from "@/components/versions/wide";
import * as articles from "@/db/articles";
import * as versions from "@/db/versions";
import { layout } from "@/lib/article/text";
import { editsBetween } from "@/lib/changes/pool";
import { Problem } from "@/lib/problem";
import type { Viewer } from "@/lib/schemas/user";
import type { Version } from "@/lib/schemas/version";
import { id } from "@/lib/schemas/wire";
import { address, numberOf, spanOf } from "../view";

export const metadata: Metadata = { title: "What changed", robots: { index: false } };

/** What changed between two versions: the last two unless others are asked for, the earlier one always first. */
export default async function ChangesPage({ params, searchParams }: PageProps<"/articles/[id]/changes">) {
  const named = (await params).id;
  const asked = await searchParams;
  const who = await viewer();
  const path = `/articles/${named}/changes`;
  const article = id.safeParse(named).success ? await articles.read(who, named) : null;
  const here = address(path, { from: numberOf(asked.from), to: numberOf(asked.to) });
  if (!article && !who) redirect(`/signin?next=${encodeURIComponent(here)}`);
  if (!article) notFound();
  const given = { from: numberOf(asked.from), to: numberOf(asked.to) };
  const { from, to } = between(given, article.version.number);
  const about = (
    <>
      In{" "}
      <Link
        href={`/articles/${named}`}
        dir={article.dir}
        lang={article.language ?? undefined}
        className="text-accent underline underline-offset-2"
      >
        {article.title}
      </Link>
    </>
  );
  const page = (children: ReactNode, lead: ReactNode = about) => (
    <Wide viewer={who} title="What changed" lead={lead}>
      {children}
    </Wide>
  );
  if (from === null)
    return page(
      <Empty title="Nothing has changed yet">There is one version of this text: the one that was brought in.</Empty>,
    );
  const [before, after] = await Promise.all([from, to].map((number) => readOrNothing(who, named, number)));
  if (!before || !after) notFound();
  const lead = (
    <>
      {about}, from <Edition articleId={named} version={before} /> to <Edition articleId={named} version={after} />
      {after.withdrawnAt === null && (
        <>
          , published <When at={after.madeAt} /> by {after.madeBy.name}
        </>
      )}
      .
    </>
  );
  const gone = [before, after].find((version) => version.tree === null);
  if (gone || !before.tree || !after.tree)
    return page(
      <Notice>
        Version {gone?.number} was withdrawn{gone?.withdrawnBy && ` by ${gone.withdrawnBy.name}`}, and its text no
        longer shows. There is nothing to compare it by.
      </Notice>,
      lead,
    );
  const old = { tree: before.tree, layout: layout(before.tree) };
  const late = { tree: after.tree, layout: layout(after.tree) };
  const edits = await editsBetween(
    `${before.id} ${after.id}`,
    { before: old.layout.text, after: late.layout.text },
    who?.id ?? before.id,
  );
  return page(
    <Difference
      before={old}
      after={late}
      edits={edits}
      view={{ page: (numberOf(asked.page) ?? 1) - 1, open: spanOf(asked.open), lit: null }}
      to={(view) =>
        address(path, {
          from,
          to,
          page: view.page === undefined ? null : view.page + 1,
          open: view.open && `${view.open.start}-${view.open.end}`,
        })
      }
      dir={article.dir}
      language={article.language}
    />,
    lead,
  );
}

/** Which two are meant: what is missing is the current version, or the one before. `from` is null with only one there. */
function between(given: { from: number | null; to: number | null }, current: number) {
  if (current === 1) return { from: null, to: 1 };
  const [one, other] = [given.from ?? (given.to ?? current) - 1, given.to ?? current];
  const [from, to] = one < other ? [one, other] : one > other ? [other, one] : [other - 1, other];
  return from < 1 ? { from: 1, to: Math.max(2, to) } : { from, to };
}

async function readOrNothing(who: Viewer, articleId: string, number: number): Promise<Version | null> {
  return versions.read(who, articleId, number).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  });
}

function Edition({ articleId, version: { number, current } }: { articleId: string; version: Version }) {
  const href = current ? `/articles/${articleId}` : `/articles/${articleId}?version=${number}`;
  return (
    <Link href={href} className="text-accent underline underline-offset-2">
      version {number}
    </Link>
  );
}
