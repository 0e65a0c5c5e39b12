import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { viewer } from "@/app/auth";
import { pageOf } from "@/app/listing";
import { Log } from "@/components/moderation/log";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/notice";
import * as acts from "@/db/acts";
import * as people from "@/db/people";
import { page } from "@/lib/schemas/wire";

export const metadata: Metadata = { title: "Log" };

/** What administrators decided in public layers. */
export default async function PublicLog({ searchParams }: PageProps<"/admin/log">) {
  const who = await viewer();
  if (!who || !(await people.administering(who))) notFound();
  const query = page.catch(page.parse({})).parse(await searchParams);
  const { items, next } = await pageOf(query, (asked) => acts.log(who, null, asked));
  return (
    <Page
      viewer={who}
      title="Log of public layers"
      actions={<LinkButton href="/admin/moderation">What waits</LinkButton>}
    >
      {items.length > 0 ? (
        <Log items={items} older={next && `/admin/log?cursor=${encodeURIComponent(next)}`} />
      ) : (
        <Empty title="Nothing was decided yet">What administrators decide about public notes stands here.</Empty>
      )}
    </Page>
  );
}
