import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { viewer } from "@/app/auth";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Affected } from "@/components/versions/affected";
import { Difference } from "@/components/versions/difference";
import { FIRST, Marks, type Shown } from "@/components/versions/marks";
import { Publish } from "@/components/versions/publish";
import { Wide } from "@/components/versions/wide";
import * as articles from "@/db/articles";
import * as publishing from "@/db/publishing";
import { layout } from "@/lib/article/text";
import { editsBetween } from "@/lib/changes/pool";
import { Problem } from "@/lib/problem";
import type { Account } from "@/lib/schemas/user";
import { id } from "@/lib/schemas/wire";
import { address, numberOf, spanOf } from "../../view";
import { publish } from "../actions";

export const metadata: Metadata = { title: "What will change", robots: { index: false } };

/**
 * What a new version would change, in the text and for the notes, and the button that publishes it. Where it is looked at
 * (a fold that is open, a note that is pointed at) stands in the address: back goes back, and no script is needed.
 */
export default async function PreviewPage({ params, searchParams }: PageProps<"/articles/[id]/edit/[importId]">) {
  const { id: named, importId } = await params;
  const here = `/articles/${named}/edit/${importId}`;
  const who = await viewer();
  if (!who) redirect(`/signin?next=${encodeURIComponent(here)}`);
  const article =
    id.safeParse(named).success && id.safeParse(importId).success ? await articles.read(who, named) : null;
  if (!article?.canPublish) notFound();
  const preview = await previewed(who, named, importId);
  if (preview instanceof Problem)
    return (
      <Page
        viewer={who}
        title="What will change"
        actions={<LinkButton href={`/articles/${named}/edit`}>Back to the editor</LinkButton>}
      >
        <Notice tone="danger">{preview.detail}</Notice>
      </Page>
    );
  // Somebody published between the two reads: the page is made again from what is there now.
  if (preview.baseVersionId !== article.version.id) redirect(here);
  const asked = await searchParams;
  const shown: Shown = {
    kept: numberOf(asked.kept) ?? FIRST.kept,
    moved: numberOf(asked.moved) ?? FIRST.moved,
    orphaned: numberOf(asked.orphaned) ?? FIRST.orphaned,
  };
  const pointed = preview.marks.find((mark) => mark.id === asked.mark) ?? null;
  const more = Object.fromEntries(
    (["kept", "moved", "orphaned"] as const).flatMap((name) => (asked[name] ? [[name, shown[name]]] : [])),
  );
  const before = { tree: article.version.tree, layout: layout(article.version.tree) };
  const after = { tree: preview.tree, layout: layout(preview.tree) };
  const texts = { before: before.layout.text, after: after.layout.text };
  const edits = await editsBetween(`${preview.baseVersionId} ${importId}`, texts, who.id);
  const { kept, moved, orphaned } = preview.anchors;
  return (
    <Wide
      viewer={who}
      title="What will change"
      lead={
        <>
          Version {preview.number} of “<bdi>{article.title}</bdi>”, beside version {article.version.number}:{" "}
          {words(preview.words - article.version.words)}
          {preview.title !== article.title && (
            <>
              {" "}
              Its title becomes “<bdi>{preview.title}</bdi>”.
            </>
          )}
        </>
      }
      aside={
        <section aria-labelledby="notes" className="grid gap-5">
          <h2 id="notes" className="font-semibold font-serif text-xl tracking-tight">
            What becomes of the notes
          </h2>
          <Marks
            preview={preview}
            shown={shown}
            pointed={pointed?.id ?? null}
            to={({ mark, more: [name, count] = ["kept", 0] }) =>
              address(here, { ...more, ...(count ? { [name]: count } : {}), mark: mark ?? pointed?.id })
            }
          />
        </section>
      }
    >
      <div className="mb-9 grid gap-5 border-line border-b pb-8">
        {preview.marks.length > 0 && (
          <p className="text-ink-2">
            Notes: <b className="font-medium text-ink">{kept.toLocaleString("en")}</b> kept ·{" "}
            <b className="font-medium text-ink">{moved.toLocaleString("en")}</b> moved, please check ·{" "}
            <b className="font-medium text-ink">{orphaned.toLocaleString("en")}</b> orphaned.{" "}
            <a href="#notes" className="text-accent underline underline-offset-2 rail:hidden">
              Go to them
            </a>
          </p>
        )}
        {preview.warnings.length > 0 && (
          <ul className="grid gap-1 rounded-lg bg-quote-wash px-3.5 py-2.5 text-sm">
            {preview.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        )}
        <Affected assignments={preview.assignments} />
        <Publish
          me={who.id}
          articleId={named}
          importId={importId}
          base={{ id: preview.baseVersionId, number: article.version.number }}
          number={preview.number}
          anchors={preview.anchors}
          fallback={publish}
        />
      </div>
      <Difference
        before={before}
        after={after}
        edits={edits}
        view={{
          page: (numberOf(asked.page) ?? 1) - 1,
          open: spanOf(asked.open),
          lit: pointed && { kind: pointed.kind, was: pointed.was, now: pointed.now },
        }}
        to={({ page, open }) =>
          address(here, {
            ...more,
            page: page === undefined ? undefined : page + 1,
            open: open && `${open.start}-${open.end}`,
          })
        }
        dir={article.dir}
        language={article.language}
      />
    </Wide>
  );
}

/** The preview, or why it cannot be shown any more. @throws what only the boundary can say */
async function previewed(viewer: Account, articleId: string, importId: string) {
  try {
    return await publishing.previewed(viewer, articleId, importId);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.status === 404 ? notFound() : error;
  }
}

const words = (more: number) =>
  more === 0
    ? "as many words as before."
    : `${Math.abs(more).toLocaleString("en")} ${Math.abs(more) === 1 ? "word" : "words"} ${more > 0 ? "more" : "fewer"}.`;
