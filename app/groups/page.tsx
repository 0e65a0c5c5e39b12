import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { viewer } from "@/app/auth";
import { GroupRow } from "@/components/groups/row";
import { ListKeys } from "@/components/library/keys";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/notice";
import * as groups from "@/db/groups";

export const metadata: Metadata = { title: "Groups" };

export default async function Groups() {
  const who = await viewer();
  if (!who) redirect("/signin?next=%2Fgroups");
  const mine = await groups.list(who);
  const create = (
    <LinkButton href="/groups/new" look="primary">
      Create a group
    </LinkButton>
  );
  return (
    <Page viewer={who} here="/groups" title="Groups" actions={mine.length > 0 && create}>
      {mine.length > 0 ? (
        <ul>
          {mine.map((group) => (
            <GroupRow key={group.id} group={group} />
          ))}
        </ul>
      ) : (
        <Empty title="You are in no group yet" action={create}>
          A group is a circle that reads the same texts and shares its margin. Create one and send its invite link to
          whom you want to read with; or open a link that somebody sent you.
        </Empty>
      )}
      <ListKeys on={who.settings.keys !== false} />
    </Page>
  );
}
