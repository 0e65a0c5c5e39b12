import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { viewer } from "@/app/auth";
import { pageOf } from "@/app/listing";
import { Part } from "@/components/groups/part";
import { Decided } from "@/components/moderation/decided";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/notice";
import * as acts from "@/db/acts";
import { page } from "@/lib/schemas/wire";

export const metadata: Metadata = { title: "What leads decided" };

/** What of mine is hidden and why, warnings, and what else was decided about me. */
export default async function Decisions({ searchParams }: PageProps<"/notebook/decisions">) {
  const who = await viewer();
  if (!who) redirect("/signin?next=%2Fnotebook%2Fdecisions");
  const query = page.catch(page.parse({})).parse(await searchParams);
  const [hidden, { items, next }] = await Promise.all([
    query.cursor ? [] : acts.withheld(who),
    pageOf(query, (asked) => acts.decisions(who, asked)),
  ]);
  const others = items.filter((one) => !hidden.some(({ id }) => id === one.id));
  return (
    <Page
      viewer={who}
      here="/notebook"
      title="What leads decided"
      lead="What became of your notes and replies where others look after a group, and why."
      actions={<LinkButton href="/notebook">The notebook</LinkButton>}
    >
      {hidden.length > 0 && (
        <Part title="Hidden now">
          <ul>
            {hidden.map((one) => (
              <Decided key={one.id} of={one} />
            ))}
          </ul>
        </Part>
      )}
      {others.length > 0 && (
        <Part title={hidden.length > 0 ? "Other decisions" : "All decisions"}>
          <ul>
            {others.map((one) => (
              <Decided key={one.id} of={one} />
            ))}
          </ul>
        </Part>
      )}
      {hidden.length === 0 && items.length === 0 && (
        <Empty title="Nothing was decided">
          Where a lead hides a note of yours or warns you, it stands here with why.
        </Empty>
      )}
      {next && (
        <Link
          href={`/notebook/decisions?cursor=${encodeURIComponent(next)}`}
          className="text-accent text-sm underline underline-offset-2"
        >
          Older
        </Link>
      )}
    </Page>
  );
}
