import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { session } from "@/app/auth";
import { pageOf } from "@/app/listing";
import { ListKeys } from "@/components/library/keys";
import { ReadAll } from "@/components/notices/read-all";
import { NoticeLine, NoticeRow } from "@/components/notices/row";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/notice";
import * as notices from "@/db/notices";
import { timeZoneOf } from "@/db/users";
import { byDay } from "@/lib/days";
import { excerpt } from "@/lib/markdown";
import { page } from "@/lib/schemas/wire";
import { readAll } from "./actions";

export const metadata: Metadata = { title: "Notices" };

/** What I was told, newest first, by day. */
export default async function NoticesPage({ searchParams }: PageProps<"/notices">) {
  const who = (await session())?.account;
  if (!who) redirect("/signin?next=%2Fnotices");
  const query = page.catch(page.parse({})).parse(await searchParams);
  const [{ items, next }, unread, zone] = await Promise.all([
    pageOf(query, (asked) => notices.lines(who, asked)),
    notices.unread(who),
    timeZoneOf(who),
  ]);
  return (
    <Page
      viewer={who}
      here="/notices"
      title="Notices"
      lead="What was answered to you, and what happens where you read and follow."
      actions={
        <>
          <LinkButton href="/notices/follows" look="quiet">
            What I follow
          </LinkButton>
          <LinkButton href="/settings#notices" look="quiet">
            What I am told
          </LinkButton>
          {unread > 0 && <ReadAll action={readAll} />}
        </>
      }
    >
      {byDay(
        items.flatMap((line) => (line[0] ? [{ at: line[0].at, first: line[0], line }] : [])),
        zone ?? "UTC",
        new Date(),
      ).map(({ day, items: ofDay }) => (
        <section key={day} className="mb-10">
          <h2 className="mb-3 font-semibold text-xs text-ink-3 uppercase tracking-[.06em]">{day}</h2>
          <ul>
            {ofDay.map(({ first, line }) =>
              line.length > 1 ? (
                <NoticeLine key={`${first.id}${first.read}`} line={line} />
              ) : (
                // Read elsewhere, it is another row: what was clicked here is no longer what decides.
                <NoticeRow
                  key={`${first.id}${first.read}`}
                  notice={{ ...first, words: first.words && excerpt(first.words) }}
                />
              ),
            )}
          </ul>
        </section>
      ))}
      {items.length === 0 && (
        <Empty title="Nothing to tell you yet" action={<LinkButton href="/articles">Open the library</LinkButton>}>
          When somebody answers you, names you, or brings your group a reading, it stands here. To hear more, follow an
          article, a group, a person or a thread.
        </Empty>
      )}
      <nav aria-label="More of this list" className="flex gap-4 text-sm">
        {query.cursor && (
          <Link href="/notices" className="text-accent underline underline-offset-2">
            Back to the newest
          </Link>
        )}
        {next && (
          <Link
            href={`/notices?cursor=${encodeURIComponent(next)}`}
            className="text-accent underline underline-offset-2"
          >
            Earlier
          </Link>
        )}
      </nav>
      <ListKeys on={who.settings.keys !== false} />
    </Page>
  );
}
