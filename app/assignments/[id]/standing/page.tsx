import "./standings.css";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { type GoneRow, GoneStudents } from "@/components/assignments/gone";
import { Narrow } from "@/components/assignments/narrow";
import { FromWords, Of } from "@/components/assignments/of";
import { Overview } from "@/components/assignments/overview";
import { Standings } from "@/components/assignments/standings";
import { Tabs } from "@/components/assignments/tabs";
import { Page } from "@/components/shell";
import { Empty } from "@/components/ui/notice";
import { table } from "@/db/standings";
import { languagesIn } from "@/lib/names";
import { standingsQuery } from "@/lib/schemas/standings";
import { byName, type Gone, inAll, sectionsIn, shown, summed } from "@/lib/standings";
import { openLed } from "../open";

export async function generateMetadata({ params }: PageProps<"/assignments/[id]/standing">): Promise<Metadata> {
  return { title: `Where everyone stands: ${(await openLed(params, "/standing")).assignment.title}` };
}

/** Every student of the group beside what is asked of them: who is done, who lacks what, who is late. */
export default async function StandingPage({ params, searchParams }: PageProps<"/assignments/[id]/standing">) {
  const { who, assignment } = await openLed(params, "/standing");
  const query = standingsQuery.parse(await searchParams);
  const { items, gone, promptsInAll, max } = await table(who, assignment.id, assignment.points !== null);
  const { id, title, dueAt } = assignment;
  const languages = languagesIn((await headers()).get("accept-language"));
  const rows = shown(items, query, dueAt, languages);
  const sections = sectionsIn(items);
  return (
    <Page viewer={who} here="/assignments" wide title={title} lead={<Of assignment={assignment} />}>
      <Tabs id={id} here="standing" />
      {items.length === 0 ? (
        <Empty title="Nobody to read it yet">
          There are no students in {assignment.group.name}. Everybody who joins it as a member stands here, beside what
          they wrote.
        </Empty>
      ) : (
        <>
          <Overview id={id} query={query} all={summed(items, dueAt)} assignment={assignment} />
          <Narrow page={`/assignments/${id}/standing`} query={query} sections={sections} />
          <Standings
            id={id}
            query={query}
            rows={rows}
            asked={{
              goals: assignment.goals,
              dueAt,
              timeZone: assignment.timeZone,
              passages: assignment.reveal.when === "own" ? assignment.reveal.count : null,
              points: max,
            }}
            promptsInAll={promptsInAll}
            sectioned={sections.length > 0}
            now={new Date().toISOString()}
          />
        </>
      )}
      <GoneStudents id={id} rows={byName(gone, languages).map(goneRow)} max={max} />
      {items.length > 0 && <FromWords />}
    </Page>
  );
}

const goneRow = (one: Gone): GoneRow => ({ ...one, written: inAll(one) });
