import { ArticleTitle, Dotted, minutes, SampleTag } from "@/components/library/particulars";
import { type Act, ActButton } from "@/components/ui/act";
import { Ask } from "@/components/ui/ask";
import { When } from "@/components/ui/when";
import type { GroupReading } from "@/lib/schemas/group";
import { count } from "./row";

/** One of a group's readings, with how much of it has been marked that I may see. */
export function ReadingRow({
  groupId,
  reading,
  apart,
  ends,
  end,
  discuss,
  fresh = 0,
}: {
  groupId: string;
  reading: GroupReading;
  /** What tells it from another of its title. */
  apart?: string;
  /** Notes and replies of others that are new to this reader. */
  fresh?: number;
  /** The viewer may take it off. */
  ends: boolean;
  end: Act;
  /** Says whether it is discussed per section, where the viewer may. */
  discuss?: Act;
}) {
  const { article, marks, by, at, bySection } = reading;
  return (
    <li data-row className="group/row grid gap-1.5 border-line border-t py-4">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3 className="min-w-0 break-words">
          <ArticleTitle article={article} href={`/articles/${article.id}?group=${groupId}`} />
        </h3>
        {article.sample && <SampleTag />}
        {fresh > 0 && <span className="font-medium text-accent text-sm">{fresh.toLocaleString("en")} new</span>}
      </div>
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 text-ink-2 text-sm">
        <p>
          <Dotted
            parts={[
              article.byline,
              apart !== article.byline && apart,
              minutes(article.words),
              marks === 0 ? "no marks yet" : count(marks, "mark"),
              bySection && "discussed per section",
              <span key="by">
                brought by {by.name} <When at={at} />
              </span>,
            ]}
          />
        </p>
        {discuss && (
          <div className="ml-auto opacity-0 focus-within:opacity-100 group-hover/row:opacity-100 pointer-coarse:opacity-100 max-bar:ml-0 max-bar:opacity-100">
            <ActButton
              action={discuss}
              fields={{ groupId, articleId: article.id, bySection: bySection ? "no" : "yes" }}
              said={bySection ? "It is discussed by all." : "Each section discusses it on its own."}
              label={`${bySection ? "Discuss by all" : "Discuss per section"}: ${article.title}`}
              className="-mx-3"
            >
              {bySection ? "Discuss by all" : "Discuss per section"}
            </ActButton>
          </div>
        )}
        {ends && (
          <Ask
            label={
              <>
                Take off<span className="sr-only">: {article.title}</span>
              </>
            }
            className="-mr-3 opacity-0 focus-within:opacity-100 open:mr-0 open:basis-full open:opacity-100 group-hover/row:opacity-100 pointer-coarse:opacity-100 max-bar:opacity-100 max-bar:-ml-3"
          >
            <p>
              Members can then open it only if it is public, they brought it in, or another group of theirs reads it.
              What the group noted on it is kept, and is there again when somebody brings it back.
            </p>
            <ActButton
              action={end}
              fields={{ groupId, articleId: article.id }}
              said="The group no longer reads it."
              look="danger"
            >
              Take it off
            </ActButton>
          </Ask>
        )}
      </div>
    </li>
  );
}
