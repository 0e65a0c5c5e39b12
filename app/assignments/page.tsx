import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { viewer } from "@/app/auth";
import { DueRow, LedRow } from "@/components/assignments/due";
import { Part } from "@/components/groups/part";
import { ListKeys } from "@/components/library/keys";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/notice";
import * as due from "@/db/due";
import { type Stage, stageOf } from "@/lib/to-go";

export const metadata: Metadata = { title: "Assignments" };

/** As many of what is over as are shown before one asks for all. */
const PAST = 5;

/** What I am to read in all of my groups, and what I have set others. */
export default async function Assignments({ searchParams }: PageProps<"/assignments">) {
  const who = await viewer();
  if (!who) redirect("/signin?next=/assignments");
  const now = new Date();
  const { asked, led } = await due.mine(who, now);
  const all = (await searchParams).past === "all";
  const of = (stage: Stage) => asked.filter(({ own }) => stageOf(own, now) === stage);
  const rows = (these: typeof asked) =>
    these.map((one) => <DueRow key={one.assignment.id} assignment={one.assignment} own={one.own} now={now} />);
  const past = of("past").toReversed();
  const soon = [...of("late"), ...of("soon")];
  const isOver = ({ assignment: { dueAt } }: (typeof led)[number]) => dueAt !== null && new Date(dueAt) <= now;
  const [open, over] = [led.filter((one) => !isOver(one)), led.filter(isOver).toReversed()];
  const set = (these: typeof led) =>
    these.map(({ assignment, count }) => (
      <LedRow key={assignment.id} assignment={assignment} count={count} now={now} />
    ));
  return (
    <Page
      viewer={who}
      here="/assignments"
      title="Assignments"
      lead="What you are to read with your groups, and by when."
    >
      {asked.length + led.length === 0 ? (
        <Empty
          title="Nothing to read at the moment"
          action={
            <LinkButton href="/groups" look="primary">
              Go to your groups
            </LinkButton>
          }
        >
          What the instructors of your groups set stands here, with when it is due for you and what is missing. Who
          leads a group sets something on its page.
        </Empty>
      ) : (
        <>
          <Shown title="Due soon">{rows(soon)}</Shown>
          <Shown title="Later">{rows(of("later"))}</Shown>
          {asked.length > 0 && soon.length + of("later").length === 0 && (
            <p className="mb-12 border-line border-t py-4 text-ink-2 text-sm">Nothing is due.</p>
          )}
          <Shown title="You set">{set(open)}</Shown>
          <Shown title="You set, due already" more={!all && over.length > PAST && over.length}>
            {set(all ? over : over.slice(0, PAST))}
          </Shown>
          <Shown title="Past" more={!all && past.length > PAST && past.length}>
            {rows(all ? past : past.slice(0, PAST))}
          </Shown>
          <p className="text-ink-2 text-sm">
            Due dates can stand in your own calendar:{" "}
            <Link href="/settings#calendar" className="font-medium text-accent underline-offset-4 hover:underline">
              make an address for it
            </Link>
            .
          </p>
        </>
      )}
      <ListKeys on={who.settings.keys !== false} />
    </Page>
  );
}

/** A part of the page; nothing where it holds nothing. */
function Shown({ title, children, more = false }: { title: string; children: ReactNode[]; more?: number | false }) {
  if (children.length === 0) return null;
  return (
    <Part title={title}>
      <ul>{children}</ul>
      {more !== false && (
        <p className="border-line border-t pt-4 text-sm">
          <Link href="/assignments?past=all" className="font-medium text-accent underline-offset-4 hover:underline">
            All {more}
          </Link>
        </p>
      )}
    </Part>
  );
}
