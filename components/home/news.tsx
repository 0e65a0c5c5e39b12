import Link from "next/link";
import { Part } from "@/components/groups/part";
import { Dotted, HowFar, minutes } from "@/components/library/particulars";
import { ReadAll } from "@/components/notices/read-all";
import type { Act } from "@/components/ui/act";
import { Avatar } from "@/components/ui/avatar";
import { KindTag } from "@/components/ui/kind";
import { languageOf } from "@/components/ui/language";
import { When } from "@/components/ui/when";
import { excerpt } from "@/lib/markdown";
import type { News } from "@/lib/schemas/news";

/** As many articles with unread threads are named. */
const ARTICLES = 8;

type Titled = Pick<News["begun"][number], "id" | "title" | "dir" | "language">;
const Title = ({ article, to = `/articles/${article.id}` }: { article: Titled; to?: string }) => (
  <Link
    href={to}
    {...languageOf(article)}
    className="justify-self-start font-semibold font-serif text-[1.2rem] leading-snug tracking-[-0.01em] underline-offset-4 hover:underline"
  >
    {article.title}
  </Link>
);

const GroupLink = ({ group }: { group: { id: string; name: string } }) => (
  <Link
    href={`/groups/${group.id}`}
    className="text-ink underline decoration-line-2 decoration-1 underline-offset-4 hover:decoration-ink"
  >
    {group.name}
  </Link>
);

type Together = NonNullable<News["replies"][number]["together"]>;
/** Many replies at once: how many, and the threads that they are in. */
function Many({ of: { count, answers, group, threads }, at }: { of: Together; at: string }) {
  const where = answers
    ? threads.length === 1
      ? "to your question"
      : `to ${threads.length} of your questions`
    : threads.length === 1
      ? "in one thread"
      : `in ${threads.length} threads`;
  return (
    <li data-row className="grid gap-2 border-line border-t py-4">
      <span className="flex flex-wrap items-center gap-2 text-ink-2 text-xs">
        <span className="font-medium text-ink">
          {count} {answers ? "answers" : "replies"} {where}
        </span>
        <When at={at} />
      </span>
      <ul className="grid gap-1">
        {threads.map(({ annotationId, exact, language, count: inIt }) => (
          <li key={annotationId} className="flex items-baseline gap-2">
            <Link
              href={`/t/${annotationId}`}
              {...languageOf({ language })}
              className="line-clamp-1 border-line border-s-2 ps-3 font-serif text-ink-2 text-lg underline-offset-4 hover:underline"
            >
              {exact}
            </Link>
            <span className="shrink-0 text-ink-3 text-xs">{inIt}</span>
          </li>
        ))}
      </ul>
      {group && <span className="text-ink-3 text-xs">{group}</span>}
    </li>
  );
}

/** What waits for one reader. Parts that hold nothing are left out; a page of nothing at all is the caller's to avoid. */
export function NewsOf({ news, readAll }: { news: News; readAll: Act }) {
  const threads = news.unread.reduce((sum, one) => sum + one.threads, 0);
  const more = news.unread.slice(ARTICLES);
  return (
    <>
      {news.begun.length > 0 && (
        <Part title="Continue reading">
          <ul>
            {news.begun.map((article) => (
              <li key={article.id} data-row className="grid gap-1.5 border-line border-t py-4">
                <Title article={article} />
                <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-2 text-sm">
                  <HowFar share={article.progress} />
                  <span>
                    <Dotted
                      parts={[
                        `${minutes(article.words * (1 - article.progress))} left`,
                        <span key="at">
                          last read <When at={article.readAt} />
                        </span>,
                      ]}
                    />
                  </span>
                </div>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {news.replies.length > 0 && (
        <Part title="Replies to you">
          <ul>
            {news.replies.map((reply) =>
              reply.together ? (
                <Many key={reply.id} of={reply.together} at={reply.at} />
              ) : (
                <li key={reply.id} data-row className="border-line border-t py-4">
                  <Link href={`/t/${reply.annotationId}`} className="group/reply grid gap-2">
                    <span className="flex flex-wrap items-center gap-2 text-ink-2 text-xs">
                      <Avatar person={reply.by} size="sm" />
                      <span className="font-medium text-ink">{reply.by.name}</span>
                      <When at={reply.at} />
                      <KindTag kind={reply.kind} className="ml-auto" />
                    </span>
                    <span
                      dir="auto"
                      className="line-clamp-3 break-words text-base group-hover/reply:underline group-hover/reply:underline-offset-4"
                    >
                      {excerpt(reply.body)}
                    </span>
                    <span
                      {...languageOf(reply.article)}
                      className="line-clamp-1 border-line border-s-2 ps-3 font-serif text-ink-2 text-lg"
                    >
                      {reply.exact}
                    </span>
                    <span {...languageOf(reply.article)} className="text-ink-3 text-xs">
                      {reply.article.title}
                    </span>
                  </Link>
                </li>
              ),
            )}
          </ul>
        </Part>
      )}
      {threads > 0 && (
        <Part
          title={`${threads.toLocaleString("en")} new ${threads === 1 ? "annotation" : "annotations"}`}
          actions={<ReadAll action={readAll} size="sm" />}
        >
          <ul>
            {news.unread.slice(0, ARTICLES).map(({ article, groups, threads: n }) => (
              <li key={article.id} data-row className="grid gap-1.5 border-line border-t py-4">
                <div className="flex flex-wrap items-baseline gap-x-3">
                  <Title article={article} to={`/articles/${article.id}?threads=unread`} />
                  <span className="font-medium text-accent text-sm">{n.toLocaleString("en")} new</span>
                </div>
                {groups.length > 0 && (
                  <p className="text-ink-2 text-sm">
                    <Dotted parts={groups.map((group) => <GroupLink key={group.id} group={group} />)} />
                  </p>
                )}
              </li>
            ))}
          </ul>
          {more.length > 0 && (
            <p className="border-line border-t pt-4 text-ink-2 text-sm">
              And {more.reduce((sum, one) => sum + one.threads, 0).toLocaleString("en")} in {more.length} other{" "}
              {more.length === 1 ? "reading" : "readings"}.
            </p>
          )}
        </Part>
      )}
      {news.brought.length > 0 && (
        <Part title="New in your groups">
          <ul>
            {news.brought.map(({ article, group, by, at }) => (
              <li key={`${group.id}${article.id}`} data-row className="grid gap-1.5 border-line border-t py-4">
                <Title article={article} to={`/articles/${article.id}?group=${group.id}`} />
                <p className="text-ink-2 text-sm">
                  <Dotted
                    parts={[
                      article.byline,
                      minutes(article.words),
                      <span key="by">
                        brought to <GroupLink group={group} /> by {by.name} <When at={at} />
                      </span>,
                    ]}
                  />
                </p>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}
