import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { viewer } from "@/app/auth";
import { pageOf } from "@/app/listing";
import { LibraryBar, More } from "@/components/library/bar";
import { ListKeys } from "@/components/library/keys";
import { ArticleRow } from "@/components/library/row";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/notice";
import * as articles from "@/db/articles";
import { distinguish } from "@/lib/same-title";
import { libraryQuery } from "@/lib/schemas/article";
import * as acts from "./actions";

export const metadata: Metadata = { title: "Library" };

/** My readings and my groups', newest first. */
export default async function Library({ searchParams }: PageProps<"/articles">) {
  const who = await viewer();
  if (!who) redirect("/signin?next=%2Farticles");
  const query = libraryQuery.catch(libraryQuery.parse({})).parse(await searchParams);
  const q = query.q?.trim() ?? "";
  const { items, next } = await pageOf(query, (asked) => articles.list(who, asked));
  const apart = distinguish(items);
  return (
    <Page
      viewer={who}
      here="/articles"
      title="Library"
      actions={
        <LinkButton href="/articles/new" look="primary">
          Bring in an article
        </LinkButton>
      }
    >
      <LibraryBar q={q} show={query.show} />
      {items.length > 0 ? (
        <ul>
          {items.map((article) => (
            <ArticleRow key={article.id} article={article} apart={apart.get(article.id)} me={who.id} acts={acts} />
          ))}
        </ul>
      ) : (
        <NothingHere q={q} show={query.show} />
      )}
      <More
        path="/articles"
        q={q}
        show={query.show === "archive" ? "archive" : undefined}
        next={next}
        begun={Boolean(query.cursor)}
      />
      <ListKeys on={who.settings.keys !== false} />
    </Page>
  );
}

function NothingHere({ q, show }: { q: string; show: "shelf" | "archive" }) {
  if (q)
    return (
      <Empty
        title={`No title with “${q}”`}
        action={<LinkButton href={show === "archive" ? "/articles?show=archive" : "/articles"}>Show all</LinkButton>}
      >
        Only titles are looked through, in your {show}. Try fewer words, or look in{" "}
        {show === "shelf" ? "the archive" : "the shelf"}.
      </Empty>
    );
  if (show === "archive")
    return (
      <Empty title="The archive is empty" action={<LinkButton href="/articles">Back to the shelf</LinkButton>}>
        What you have finished can rest here: it leaves the shelf, and its notes stay where they are.
      </Empty>
    );
  return (
    <Empty
      title="Your shelf is empty"
      action={
        <LinkButton href="/articles/new" look="primary">
          Bring in an article
        </LinkButton>
      }
    >
      Paste a text, choose a file or give the address of a page; then mark its claims, quotes and evidence. What a group
      of yours reads stands here too, as soon as you join one.
    </Empty>
  );
}
