import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { siteUrl } from "@/app/auth";
import { awaitedIn } from "@/app/groups/link";
import { pageOf } from "@/app/listing";
import { Part } from "@/components/groups/part";
import { More } from "@/components/library/bar";
import { MadeAccounts } from "@/components/roster/accounts";
import { AwaitedPeople } from "@/components/roster/awaited";
import { RosterImporter } from "@/components/roster/importer";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { ROSTER_PER_DAY } from "@/db/invitations";
import * as made from "@/db/made-accounts";
import { sendsMail } from "@/db/mail";
import * as rosters from "@/db/rosters";
import { languagesIn } from "@/lib/names";
import { rosterPages } from "@/lib/schemas/roster";
import { resendInvitation, revokeInvite } from "../../actions";
import { open } from "../open";

export async function generateMetadata({ params }: PageProps<"/groups/[id]/roster">): Promise<Metadata> {
  return { title: `Roster of ${(await open(params, "/roster")).group.name}` };
}

/** A school's list of who is to be in a group: importing it, who has not accepted yet, who signs in with a slip. */
export default async function RosterPage({ params, searchParams }: PageProps<"/groups/[id]/roster">) {
  const { who, group } = await open(params, "/roster");
  if (group.sample || (group.role !== "owner" && group.role !== "lead")) notFound();
  const { cursor, accounts: from } = rosterPages.parse(await searchParams);
  const languages = languagesIn((await headers()).get("accept-language"));
  const [waits, awaited, accounts, holders] = await Promise.all([
    rosters.awaitedCount(who, group.id),
    pageOf({ cursor, languages }, (query) => awaitedIn(who, group.id, query)),
    made.count(who, group.id),
    pageOf({ cursor: from, languages }, (query) => made.list(who, group.id, query)),
  ]);
  const here = `/groups/${group.id}/roster`;
  const place = { group: group.name, address: `${siteUrl().replace(/^https?:\/\//, "")}/slip` };
  const number = (n: number) => n.toLocaleString("en");
  return (
    <Page
      viewer={who}
      here="/groups"
      title="Roster"
      lead={`Who is to read with ${group.name}, as your school’s list has it.`}
      actions={<LinkButton href={`/groups/${group.id}/settings`}>The group’s settings</LinkButton>}
    >
      {group.writes && (
        <Part title="Import">
          <RosterImporter groupId={group.id} place={place} mails={sendsMail()} />
        </Part>
      )}
      <Part title={waits.all > 0 ? `Not accepted yet (${number(waits.all)})` : "Not accepted yet"} id="awaited">
        {waits.unsent > 0 && (
          <p className="border-line border-t py-3 text-ink-2 text-sm">
            {number(waits.unsent)} letters have not left yet. Of each who imports rosters {ROSTER_PER_DAY} leave in a
            day; the others follow by themselves.
          </p>
        )}
        {awaited.items.length > 0 ? (
          <AwaitedPeople groupId={group.id} people={awaited.items} acts={{ resendInvitation, revokeInvite }} />
        ) : (
          <p className="border-line border-t py-4 text-ink-2 text-sm">Nobody of a roster is waited for.</p>
        )}
        <More path={here} next={awaited.next} begun={cursor !== undefined} back="Back to the first" />
      </Part>
      {accounts > 0 && group.writes && (
        <Part title={`Accounts without an e-mail address (${number(accounts)})`} id="accounts">
          <MadeAccounts groupId={group.id} accounts={holders.items} place={place} />
          <nav aria-label="More accounts" className="flex gap-4 pt-4 text-sm empty:hidden">
            {from && (
              <LinkButton href={here} size="sm">
                Back to the first
              </LinkButton>
            )}
            {holders.next && (
              <LinkButton href={`${here}?accounts=${encodeURIComponent(holders.next)}#accounts`} size="sm">
                More accounts
              </LinkButton>
            )}
          </nav>
        </Part>
      )}
    </Page>
  );
}
