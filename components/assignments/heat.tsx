import Link from "next/link";
import { createElement, type ReactNode } from "react";
import { sentences, wholeWords } from "@/lib/anchoring";
import type { Block } from "@/lib/article/text";
import { gather, voices } from "@/lib/gather";
import { type Heat, type HeatMark, heat, shade } from "@/lib/heat";
import type { Kind } from "@/lib/schemas/annotation";
import type { Section } from "@/lib/sections";

type Marked = { text: string; blocks: readonly Block[]; sections: readonly Section[]; marks: readonly HeatMark[] };
/** What the page shows of a text, counted once. */
export type Heated = ReturnType<typeof heated>;

export function heated({ text, blocks, sections, marks }: Marked) {
  const passages = gather(marks);
  const paragraphs = heat(blocks, marks, passages);
  const lines = blocks.map((block) => linesOf(text, block));
  const people = heat(lines.flat(), marks, []).map((line) => line.people);
  const differing = passages
    .map(({ start, end, marks: of }) => ({ start, end, first: of[0]?.id ?? "", ...voices(of) }))
    .filter(({ differ }) => differ)
    .sort((a, b) => b.others - a.others || a.start - b.start);
  return {
    ...{ text, blocks, paragraphs, sections, lines, people, differing },
    inSections: heat(sections, marks, passages),
    most: Math.max(0, ...paragraphs.map(({ marks: n }) => n)),
    mostPeople: Math.max(0, ...people),
    readers: new Set(marks.map(({ by }) => by)).size,
    marks: marks.length,
    questions: marks.filter(({ asks }) => asks).length,
  };
}

/** The sentences of a leaf, without gaps. */
function linesOf(text: string, { start, end }: Block) {
  const lines: { start: number; end: number }[] = [];
  for (const sentence of sentences(text, start)) {
    if (sentence.start >= end) break;
    const last = lines.at(-1);
    if (last) last.end = sentence.start;
    lines.push({ start: lines.length === 0 ? start : sentence.start, end });
  }
  return lines.length > 0 ? lines : [{ start, end }];
}

const count = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
const isHeading = ({ node }: Block) => /^h[1-6]$/.test(node.tagName);
const place = (start: number) => `p-${start}`;
const short = (words: string, most: number) =>
  words.length <= most ? words : `${words.slice(0, most).replace(/\s+\S*$/u, "")} …`;

/** What the whole text comes to, in a line. */
export function HeatSummary({ of, students }: { of: Heated; students: number }) {
  const bare = of.paragraphs.filter(({ marks }, i) => marks === 0 && !isHeading(of.blocks[i]!)).length;
  const all = of.blocks.filter((block) => !isHeading(block)).length;
  return (
    <p className="mb-8 max-w-prose text-[0.9375rem] leading-relaxed">
      <b className="font-semibold">{count(of.marks, "mark")}</b> by {of.readers} of {count(students, "student")}
      {of.questions > 0 && (
        <>
          , <b className="font-semibold">{count(of.questions, "open question")}</b>
        </>
      )}
      {of.differing.length > 0 && (
        <>
          , <b className="font-semibold">{count(of.differing.length, "passage")}</b> on whose kind readers differ
        </>
      )}
      .{" "}
      {of.marks > 0 &&
        (bare > 0 ? `Nobody marked ${bare} of its ${count(all, "paragraph")}.` : "Every paragraph is marked.")}
    </p>
  );
}

/**
 * The strip: each section as a row of its paragraphs, as long as they are and as deep in colour as they are marked, with
 * its counts in words. Each leads to its place in the text.
 */
export function HeatStrip({ of }: { of: Heated }) {
  return (
    <nav aria-labelledby="strip">
      <Small id="strip">Section by section</Small>
      <ol className="grid gap-1">
        {of.sections.map((section, i) => {
          const counts = of.inSections[i]!;
          const here = of.blocks.flatMap((block, k) =>
            block.end > section.start && block.start < section.end ? [{ block, counts: of.paragraphs[k]! }] : [],
          );
          const to = here[0]?.block.start ?? section.start;
          return (
            <li key={section.start}>
              <a href={`#${place(to)}`} className="-mx-2.5 block rounded-lg px-2.5 py-2 hover:bg-well">
                <span dir="auto" className="line-clamp-1 font-medium text-sm" title={section.heading ?? undefined}>
                  {section.heading ?? short(of.text.slice(section.start, section.start + 80), 46)}
                </span>
                <Ribbon here={here} most={of.most} />
                <span className="block text-ink-2 text-xs">{counted(counts).join(" · ")}</span>
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** A section's paragraphs side by side; the words below say what it says. */
function Ribbon({ here, most }: { here: readonly { block: Block; counts: Heat }[]; most: number }) {
  const [first, last] = [here[0]?.block.start ?? 0, here.at(-1)?.block.end ?? 1];
  const length = Math.max(1, last - first);
  return (
    <svg aria-hidden viewBox={`0 0 ${length} 12`} preserveAspectRatio="none" className="ribbon my-1.5 h-2.5 w-full">
      <rect className="ground" x={0} y={0} width={length} height={12} />
      {here.map(({ block, counts }) => (
        <rect
          key={block.start}
          data-shade={shade(counts.marks, most)}
          x={block.start - first}
          y={0}
          width={Math.max(1, block.end - block.start)}
          height={12}
        />
      ))}
    </svg>
  );
}

const counted = ({ marks, people, questions, differing }: Heat): string[] =>
  marks === 0
    ? ["nobody marked this"]
    : [
        `${count(marks, "mark")} by ${people}`,
        questions > 0 ? count(questions, "question") : "",
        differing > 0 ? `readers differ on ${differing === 1 ? "one" : differing}` : "",
      ].filter(Boolean);

/** How much stands beside a paragraph, and the way to it. */
function Beside({ counts, to }: { counts: Heat; to: (annotationId: string) => string }) {
  const [first, ...more] = counted(counts);
  return (
    <>
      <span>
        {counts.first ? (
          <Link href={to(counts.first)} prefetch={false}>
            {first}
          </Link>
        ) : (
          first
        )}
      </span>
      {more.map((one) => (
        <span key={one}>{one}</span>
      ))}
    </>
  );
}

const NAMES: Record<Kind, string> = { claim: "claim", quote: "quote", evidence: "evidence", note: "note" };
export const voicesInWords = (of: readonly { kind: Kind; people: number }[]) =>
  of.map(({ kind, people }, i) => `${i === 0 ? "marked as" : "as"} ${NAMES[kind]} by ${people}`).join(", ");

/** So many passages on whose kind readers differ are named. */
const MOST = 8;

export function Differing({ of }: { of: Heated }) {
  if (of.differing.length === 0) return null;
  return (
    <section aria-labelledby="differ" className="mt-9">
      <Small id="differ">Where readers differ</Small>
      <ul className="grid gap-3.5">
        {of.differing.slice(0, MOST).map((passage) => {
          const at = of.blocks.find((block) => block.end > passage.start)?.start ?? passage.start;
          return (
            <li key={`${passage.start} ${passage.end}`}>
              <a href={`#${place(at)}`} className="group block">
                <q dir="auto" className="font-serif text-[0.9375rem] leading-snug group-hover:underline">
                  {short(
                    wholeWords(
                      of.text.slice(0, passage.start),
                      of.text.slice(passage.start, passage.end),
                      of.text.slice(passage.end),
                    ).trim(),
                    110,
                  )}
                </q>
                <span className="mt-0.5 block text-ink-2 text-xs">{voicesInWords(passage.of)}</span>
              </a>
            </li>
          );
        })}
      </ul>
      {of.differing.length > MOST && (
        <p className="mt-3 text-ink-3 text-xs">And {of.differing.length - MOST} more, beside the text.</p>
      )}
    </section>
  );
}

const Small = ({ id, children }: { id: string; children: string }) => (
  <h2 id={id} className="mb-2 font-semibold text-xs text-ink-3 uppercase tracking-[.06em]">
    {children}
  </h2>
);

/** The text, each sentence shaded by how many marked in it, beside each paragraph how much stands there and the way to it. */
export function HeatText({
  of,
  to,
  dir,
  language,
}: {
  of: Heated;
  /** The address of a mark in the reader. */
  to: (annotationId: string) => string;
  dir: "ltr" | "rtl";
  language: string | null;
}) {
  let line = 0;
  return (
    <section aria-label="The text" className="heat reader" data-size="19">
      {of.blocks.map((block, i) => {
        const counts = of.paragraphs[i]!;
        const said: ReactNode[] = of.lines[i]!.map(({ start, end }) => {
          const deep = shade(of.people[line++] ?? 0, of.mostPeople);
          const words = of.text.slice(start, end);
          return deep === 0 ? (
            words
          ) : (
            <span key={start} data-shade={deep}>
              {words}
            </span>
          );
        });
        return (
          <div key={block.start} id={place(block.start)} className="row">
            <div className="text" dir={dir} lang={language ?? undefined}>
              {leaf(block, said)}
            </div>
            <svg
              aria-hidden
              viewBox="0 0 1 1"
              preserveAspectRatio="none"
              className="gauge"
              data-shade={shade(counts.marks, of.most)}
            >
              <rect width={1} height={1} />
            </svg>
            <p className="beside">{(counts.marks > 0 || !isHeading(block)) && <Beside counts={counts} to={to} />}</p>
          </div>
        );
      })}
    </section>
  );
}

/** Headings keep their order below the page's own. */
function leaf({ node: { tagName } }: Block, said: readonly ReactNode[]) {
  const heading = /^h([1-6])$/.exec(tagName)?.[1];
  const name = heading ? `h${Math.min(6, Number(heading) + 2)}` : tagName === "pre" ? "pre" : "p";
  return createElement(name, null, ...said);
}

/** What the shades mean. */
export function Legend({ most }: { most: number }) {
  if (most === 0) return null;
  return (
    <p className="legend mb-5 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2 text-xs">
      <span>Each sentence is shaded by how many marked something in it:</span>
      <span className="flex items-center gap-1.5">
        none
        <span aria-hidden className="flex overflow-hidden rounded-[3px] border border-line">
          {[0, 1, 2, 3, 4, 5].map((deep) => (
            <i key={deep} data-shade={deep} />
          ))}
        </span>
        {most}
      </span>
    </p>
  );
}
