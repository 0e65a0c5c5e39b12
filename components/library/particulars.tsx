import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { languageOf } from "@/components/ui/language";
import type { ListedArticle } from "@/lib/schemas/article";

/** Words a minute of a text read with care, as the reader's page counts them too. */
const PACE = 230;
/** How long so many words take to read; from an hour on to ten minutes, for a guess is no closer than that. */
export const minutes = (words: number) => {
  const n = Math.max(1, Math.round(words / PACE));
  if (n < 60) return n === 1 ? "1 minute" : `${n} minutes`;
  const tens = Math.round(n / 10);
  const [hours, rest] = [Math.floor(tens / 6), (tens % 6) * 10];
  return `${hours.toLocaleString("en")} h${rest > 0 ? ` ${rest} min` : ""}`;
};

/** Parts of one line, with a dot between those that are there. */
export function Dotted({ parts }: { parts: ReactNode[] }) {
  const there = parts.filter((part) => part !== null && part !== undefined && part !== false && part !== "");
  return there.map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line never change places.
    <Fragment key={i}>
      {i > 0 && " · "}
      {part}
    </Fragment>
  ));
}

/** How far someone has read, as a thin bar and in words. A `progress` element: our content policy allows no inline style. */
export function HowFar({ share }: { share: number }) {
  const percent = Math.round(share * 100);
  const said = percent >= 98 ? "Read" : percent < 1 ? "Not begun" : `${percent}% read`;
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap text-ink-3 text-xs">
      <progress
        value={percent}
        max={100}
        aria-label="How far you have read"
        className="h-[3px] w-16 appearance-none overflow-hidden rounded-full border-0 bg-line [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-ink"
      />
      {said}
    </span>
  );
}

export const SampleTag = () => (
  <span className="rounded-full bg-well px-2 py-px font-medium text-xs text-ink-2">Sample</span>
);

/** A title in its own language and direction, leading to the reading. */
export function ArticleTitle({
  article,
  href,
}: {
  article: Pick<ListedArticle, "id" | "title" | "dir" | "language">;
  href: string;
}) {
  return (
    <Link
      href={href}
      {...languageOf(article)}
      className="font-serif font-semibold text-[1.2rem] leading-snug tracking-[-0.01em] underline-offset-4 hover:underline"
    >
      {article.title}
    </Link>
  );
}
