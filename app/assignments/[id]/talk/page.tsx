import type { Metadata } from "next";
import Link from "next/link";
import { FromWords, Of } from "@/components/assignments/of";
import { PrintButton } from "@/components/assignments/print-button";
import { Tabs } from "@/components/assignments/tabs";
import { TalkList } from "@/components/assignments/talk";
import { talkPath } from "@/components/assignments/talk-path";
import { Page } from "@/components/shell";
import { buttonClass, LinkButton } from "@/components/ui/button";
import { Empty, Notice } from "@/components/ui/notice";
import { openLed } from "../open";
import { passagesOf } from "./passages";

export async function generateMetadata({ params }: PageProps<"/assignments/[id]/talk">): Promise<Metadata> {
  return { title: `To talk about: ${(await openLed(params, "/talk")).assignment.title}` };
}

/** The passages that are worth talking about in class, to read through, print, or show. */
export default async function TalkPage({ params, searchParams }: PageProps<"/assignments/[id]/talk">) {
  const { who, assignment, query, passages, leftOut } = await passagesOf(params, searchParams, "/talk");
  const { id, title, group, readings, reveal } = assignment;
  const nothing = passages.length === 0 && leftOut === 0;
  return (
    <Page viewer={who} here="/assignments" title={title} lead={<Of assignment={assignment} />}>
      <Tabs id={id} here="talk" />
      {nothing ? (
        <Empty title="Nothing to talk about yet">
          A passage comes here once a student asks something in its margin, somebody answers, or readers differ on
          whether it is a claim, a quote or evidence.
        </Empty>
      ) : (
        <>
          <div className="mb-7 flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
            <p className="max-w-[34rem] text-ink-2 text-sm print:hidden">
              The more there is to talk about, the higher a passage stands: 3 for each open question in its margin (1
              once it is settled), 1 for everybody who asks it too, 1 for each reply, and, where readers differ on its
              kind, 2 for everybody who chose another kind than most.
            </p>
            <div className="flex flex-wrap gap-2 print:hidden">
              {/* A page of its own without the product around it, so that nothing of it is fetched ahead. */}
              <Link href={talkPath(id, query, true)} prefetch={false} className={buttonClass({ look: "primary" })}>
                Show full screen
              </Link>
              <PrintButton />
              <LinkButton href={talkPath(id, { ...query, names: !query.names })} scroll={false}>
                {query.names ? "Hide names" : "Show names"}
              </LinkButton>
            </div>
          </div>
          {reveal.when !== "always" && (
            <div className="mb-7 print:hidden">
              <Notice>Who still reads blind sees here what the others wrote, once you show it.</Notice>
            </div>
          )}
          <TalkList
            passages={passages}
            groupId={group.id}
            titled={readings.length > 1}
            names={query.names}
            leaveOut={({ annotationId }) => talkPath(id, { ...query, without: [...query.without, annotationId] })}
          />
          {leftOut > 0 && (
            <p className="border-line border-t pt-5 text-ink-2 text-sm print:hidden">
              {leftOut} left out.{" "}
              <Link
                href={talkPath(id, { ...query, without: [] })}
                scroll={false}
                className="text-accent underline underline-offset-2"
              >
                Put back
              </Link>
            </p>
          )}
        </>
      )}
      <div className="print:hidden">
        <FromWords>
          Marks are of one passage when they share at least half of what they cover. What waits for you to let it stand,
          and what two people say to each other alone, is never here.
        </FromWords>
      </div>
    </Page>
  );
}
