import { type Act, ActButton } from "@/components/ui/act";
import { When } from "@/components/ui/when";
import type { ListedArticle } from "@/lib/schemas/article";
import { ArticleTitle, Dotted, HowFar, minutes, SampleTag } from "./particulars";

/** What can be done to a reading from a list; each takes the article's id. */
export type ShelfActs = Record<"archive" | "unarchive" | "takeOff" | "keep" | "removeSample", Act>;

/** One reading as a line of the library. What can be done shows when the line is pointed at or holds the focus. */
export function ArticleRow({
  article,
  apart,
  me,
  acts,
}: {
  article: ListedArticle;
  /** What tells it from another of its title. */
  apart?: string;
  me: string;
  acts: ShelfActs;
}) {
  const by = article.addedBy.id === me ? "you" : article.addedBy.name;
  return (
    <li data-row className="group/row grid gap-1.5 border-line border-t py-5">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="min-w-0 break-words">
          <ArticleTitle article={article} href={`/articles/${article.id}`} />
        </h2>
        {article.sample && <SampleTag />}
      </div>
      <p className="text-ink-2 text-sm">
        <Dotted
          parts={[
            article.byline,
            article.site,
            minutes(article.words),
            <span key="added">
              added <When at={article.createdAt} /> by {by}
            </span>,
            apart !== article.byline && apart,
            article.groups.length > 0 && `read in ${article.groups.map((g) => g.name).join(", ")}`,
          ]}
        />
      </p>
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4">
        <HowFar share={article.progress} />
        <div className="-mr-3 flex opacity-0 focus-within:opacity-100 group-hover/row:opacity-100 pointer-coarse:opacity-100 max-bar:opacity-100">
          <RowActs article={article} acts={acts} />
        </div>
      </div>
    </li>
  );
}

function RowActs({ article, acts }: { article: ListedArticle; acts: ShelfActs }) {
  const fields = { id: article.id };
  const of = `: ${article.title}`;
  if (article.sample)
    return (
      <ActButton action={acts.removeSample} fields={fields} said="The sample is gone." label={`Remove the sample${of}`}>
        Remove the sample
      </ActButton>
    );
  return (
    <>
      {article.archived ? (
        <ActButton
          action={acts.unarchive}
          undo={acts.archive}
          fields={fields}
          said="Back among your readings."
          label={`Bring back${of}`}
        >
          Bring back
        </ActButton>
      ) : (
        <ActButton
          action={acts.archive}
          undo={acts.unarchive}
          fields={fields}
          said="Put in the archive."
          label={`Archive${of}`}
        >
          Archive
        </ActButton>
      )}
      {article.onShelf ? (
        <ActButton
          action={acts.takeOff}
          undo={acts.keep}
          fields={fields}
          said="Taken off your shelf."
          label={`Take off my shelf${of}`}
        >
          Take off my shelf
        </ActButton>
      ) : (
        <ActButton
          action={acts.keep}
          undo={acts.takeOff}
          fields={fields}
          said="On your shelf, for as long as you may read it."
          label={`Keep on my shelf${of}`}
        >
          Keep
        </ActButton>
      )}
    </>
  );
}
