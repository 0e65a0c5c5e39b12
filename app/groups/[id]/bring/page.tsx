import type { Metadata } from "next";
import { pageOf } from "@/app/listing";
import { More, TitleFilter } from "@/components/library/bar";
import { ArticleTitle, Dotted, minutes } from "@/components/library/particulars";
import { Page } from "@/components/shell";
import { ActButton } from "@/components/ui/act";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/notice";
import * as articles from "@/db/articles";
import { distinguish } from "@/lib/same-title";
import { libraryQuery } from "@/lib/schemas/article";
import { bringReading, endReading } from "../../actions";
import { open } from "../open";

export async function generateMetadata({ params }: PageProps<"/groups/[id]/bring">): Promise<Metadata> {
  return { title: `Bring a reading to ${(await open(params, "/bring")).group.name}` };
}

/** From my library to the group. */
export default async function Bring({ params, searchParams }: PageProps<"/groups/[id]/bring">) {
  const { who, group } = await open(params, "/bring");
  const query = libraryQuery.catch(libraryQuery.parse({})).parse({ ...(await searchParams), show: "shelf" });
  const q = query.q?.trim() ?? "";
  const { items, next } = await pageOf(query, (asked) => articles.list(who, asked, true));
  const apart = distinguish(items);
  const path = `/groups/${group.id}/bring`;
  const create = (
    <LinkButton href={`/articles/new?group=${group.id}`} look="primary">
      Bring in a new article
    </LinkButton>
  );
  return (
    <Page
      viewer={who}
      here="/groups"
      title="Bring a reading"
      lead={`Everybody in ${group.name} can read it then. Your own notes on it stay as private as they are.`}
      actions={
        <>
          <LinkButton href={`/groups/${group.id}`}>Back to the group</LinkButton>
          {create}
        </>
      }
    >
      <div className="mb-6">
        <TitleFilter action={path} q={q} />
      </div>
      {items.length > 0 ? (
        <ul>
          {items.map((article) => (
            <li key={article.id} data-row className="flex items-center justify-between gap-5 border-line border-t py-4">
              <div className="grid min-w-0 gap-1 break-words">
                <h2>
                  <ArticleTitle article={article} href={`/articles/${article.id}`} />
                </h2>
                <p className="text-ink-2 text-sm">
                  <Dotted
                    parts={[
                      article.byline,
                      article.site,
                      minutes(article.words),
                      apart.get(article.id) !== article.byline && apart.get(article.id),
                    ]}
                  />
                </p>
              </div>
              {article.groups.some(({ id }) => id === group.id) ? (
                <span className="shrink-0 text-ink-3 text-sm">Read here</span>
              ) : (
                <ActButton
                  action={bringReading}
                  undo={group.role === "owner" ? endReading : undefined}
                  fields={{ groupId: group.id, articleId: article.id }}
                  said={`${group.name} reads it now.`}
                  look="plain"
                  label={`Bring: ${article.title}`}
                >
                  Bring
                </ActButton>
              )}
            </li>
          ))}
        </ul>
      ) : (
        <Empty
          title={q ? `No title with “${q}”` : "Nothing to bring yet"}
          action={q ? <LinkButton href={path}>Show all</LinkButton> : create}
        >
          {q
            ? "Only titles are looked through. Try fewer words."
            : "You can bring what you brought in yourself, what is public, and what a group that you lead reads."}
        </Empty>
      )}
      <More path={path} q={q} next={next} begun={Boolean(query.cursor)} />
    </Page>
  );
}
