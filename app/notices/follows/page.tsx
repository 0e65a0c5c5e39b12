import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { viewer } from "@/app/auth";
import { pageOf } from "@/app/listing";
import { Follows } from "@/components/notices/follows";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/notice";
import * as follows from "@/db/follows";
import { page } from "@/lib/schemas/wire";
import { followAgain, unfollow } from "../actions";

export const metadata: Metadata = { title: "What you follow" };

/** What I follow, the latest first, each with the way to hear of it no more. */
export default async function FollowsPage({ searchParams }: PageProps<"/notices/follows">) {
  const who = await viewer();
  if (!who) redirect("/signin?next=%2Fnotices%2Ffollows");
  const query = page.catch(page.parse({})).parse(await searchParams);
  const { items, next } = await pageOf(query, (asked) => follows.list(who, asked));
  return (
    <Page
      viewer={who}
      here="/notices"
      title="What you follow"
      lead="You are told of what happens there. Threads that you take part in are told of by themselves."
      actions={
        <>
          <LinkButton href="/settings#notices" look="quiet">
            What I am told
          </LinkButton>
          <LinkButton href="/notices">Notices</LinkButton>
        </>
      }
    >
      {items.length > 0 ? (
        <Follows items={items} unfollow={unfollow} followAgain={followAgain} />
      ) : (
        <Empty title="You follow nothing" action={<LinkButton href="/articles">Open the library</LinkButton>}>
          In the menu of an article, a note or a group you choose to be told of what happens there, or of what somebody
          writes.
        </Empty>
      )}
      {next && (
        <p className="pt-4 text-sm">
          <Link
            href={`/notices/follows?cursor=${encodeURIComponent(next)}`}
            className="text-accent underline underline-offset-2"
          >
            Earlier
          </Link>
        </p>
      )}
    </Page>
  );
}
