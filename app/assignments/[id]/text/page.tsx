import "./heat.css";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Differing, HeatStrip, HeatSummary, HeatText, heated, Legend } from "@/components/assignments/heat";
import { FromWords, Of } from "@/components/assignments/of";
import { Tabs } from "@/components/assignments/tabs";
import { Page } from "@/components/shell";
import { Empty } from "@/components/ui/notice";
import { marked } from "@/db/heat";
import { layout } from "@/lib/article/text";
import { Problem } from "@/lib/problem";
import { heatQuery } from "@/lib/schemas/standings";
import { sectionsOf } from "@/lib/sections";
import { openLed } from "../open";

export async function generateMetadata({ params }: PageProps<"/assignments/[id]/text">): Promise<Metadata> {
  return { title: `The text: ${(await openLed(params, "/text")).assignment.title}` };
}

/** The reading as its students marked it: where much stands, where nothing, where they ask, and where they differ. */
export default async function TextPage({ params, searchParams }: PageProps<"/assignments/[id]/text">) {
  const { who, assignment } = await openLed(params, "/text");
  const { articleId } = heatQuery.catch({}).parse(await searchParams);
  const text = await marked(who, assignment.id, articleId).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) notFound();
    throw error;
  });
  const { id, title, group } = assignment;
  const whole = layout(text.tree);
  const inPart = (one: { start: number; end: number }) => one.start < text.part.end && one.end > text.part.start;
  const of = heated({
    text: text.text,
    blocks: whole.blocks.filter(inPart),
    sections: sectionsOf(whole).filter(inPart),
    marks: text.marks,
  });
  return (
    <Page viewer={who} here="/assignments" wide title={title} lead={<Of assignment={assignment} />}>
      <Tabs id={id} here="text" />
      {text.texts.length > 1 && (
        <nav aria-label="Texts of this assignment" className="mb-7 flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {text.texts.map((one) => (
            <Link
              key={one.articleId}
              href={`/assignments/${id}/text?articleId=${one.articleId}`}
              aria-current={one.articleId === text.articleId ? "page" : undefined}
              className="rounded-md font-medium text-ink-2 underline-offset-4 hover:underline aria-[current=page]:text-ink aria-[current=page]:underline"
            >
              {one.title}
            </Link>
          ))}
        </nav>
      )}
      {of.marks === 0 ? (
        <Empty title="Nobody has marked it yet">
          Once students mark passages for {group.name}, this shows where they do, where nobody does, where they ask and
          where they differ.
        </Empty>
      ) : (
        <div className="heated">
          <HeatSummary of={of} students={text.students} />
          <div className="heat-columns">
            <div className="heat-aside">
              <HeatStrip of={of} />
              <Differing of={of} />
            </div>
            <div>
              <h2 dir={text.dir} className="mb-3 font-semibold font-serif text-2xl leading-tight tracking-tight">
                {text.title}
              </h2>
              <Legend most={of.mostPeople} />
              <HeatText
                of={of}
                to={(mark) => `/articles/${text.articleId}?layer=${group.id}#${mark}`}
                dir={text.dir}
                language={text.language}
              />
            </div>
          </div>
        </div>
      )}
      <FromWords>
        Marks of students for the group are counted, in the assigned part; what runs over two paragraphs counts in both.
        Readers differ on a passage when at least a quarter of those who marked it as a claim, quote or evidence chose
        another kind than most; two marks are of one passage when they share at least half of the words they cover.
      </FromWords>
    </Page>
  );
}
