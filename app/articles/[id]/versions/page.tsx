import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { viewer } from "@/app/auth";
import { Page } from "@/components/shell";
import { Button, LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/notice";
import { VersionRow } from "@/components/versions/row";
import * as articles from "@/db/articles";
import * as versions from "@/db/versions";
import { id } from "@/lib/schemas/wire";
import { putBack, withdraw } from "./actions";

export const metadata: Metadata = { title: "Versions", robots: { index: false } };

/** All versions of an article: who made them, what changed, and which were withdrawn. */
export default async function VersionsPage({ params }: PageProps<"/articles/[id]/versions">) {
  const named = (await params).id;
  const who = await viewer();
  const article = id.safeParse(named).success ? await articles.read(who, named) : null;
  if (!article && !who) redirect(`/signin?next=${encodeURIComponent(`/articles/${named}/versions`)}`);
  if (!article) notFound();
  const all = await versions.list(who, named);
  const open = all.filter((version) => version.withdrawnAt === null);
  return (
    <Page
      viewer={who}
      title="Versions"
      lead={
        <>
          Of{" "}
          <Link
            href={`/articles/${named}`}
            dir={article.dir}
            lang={article.language ?? undefined}
            className="text-accent underline underline-offset-2"
          >
            {article.title}
          </Link>
          , newest first. Each keeps its notes as they were.
        </>
      }
      actions={article.canPublish && <LinkButton href={`/articles/${named}/edit`}>New version</LinkButton>}
    >
      <ol className="border-line border-b">
        {all.map((version, i) => (
          <VersionRow
            key={version.id}
            articleId={named}
            version={version}
            former={all[i + 1] ?? null}
            shown={open.find(({ number }) => number < version.number) ?? null}
            acts={article.canPublish ? { withdraw, putBack } : null}
          />
        ))}
      </ol>
      {all.length === 1 && (
        <Empty title="It has not changed yet">
          {article.canPublish
            ? "When you publish a corrected text, it stands here beside this one, and readers can see what changed."
            : "When a corrected text is published, it stands here beside this one, and you can see what changed."}
        </Empty>
      )}
      {open.length > 2 && <Compare articleId={named} numbers={open.map((version) => version.number)} />}
    </Page>
  );
}

/** Any two versions beside each other; a plain form. */
function Compare({ articleId, numbers }: { articleId: string; numbers: readonly number[] }) {
  const field = (name: string, label: string, chosen: number | undefined) => (
    <label className="flex items-center gap-2">
      {label}
      <select name={name} defaultValue={chosen} className="h-9 rounded-lg border border-line-2/60 bg-sheet px-2">
        {numbers.map((number) => (
          <option key={number}>{number}</option>
        ))}
      </select>
    </label>
  );
  return (
    <form action={`/articles/${articleId}/changes`} className="flex flex-wrap items-center gap-3 pt-8 text-sm">
      {field("from", "From version", numbers.at(-1))}
      {field("to", "to version", numbers[0])}
      <Button type="submit">Show what changed</Button>
    </form>
  );
}
