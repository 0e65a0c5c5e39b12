"use client";
import Link from "next/link";
import { Dotted, minutes } from "@/components/library/particulars";
import { languageOf } from "@/components/ui/language";
import { dayOf } from "./edition";
import { rangeOf } from "./selection";
import { useReader, useReaderNow } from "./store";

/** Between these shares of a text a reader is in the middle of it. */
const BEGUN = 0.04;
const DONE = 0.97;

/** The title, where the text is from, and the way back to where this reader was. */
export function Head({ place, share }: { place: number; share: number }) {
  const article = useReader((reader) => reader.article);
  const several = useReader((reader) => reader.past || reader.article.version.number > 1);
  const now = useReaderNow();
  const go = () => {
    const root = now().text.current;
    const range = root && rangeOf(root, { start: place, end: Math.min(place + 1, article.version.text.length) });
    if (range) scrollTo({ top: range.getBoundingClientRect().top + scrollY - innerHeight / 3 });
  };
  const year = article.publishedAt?.slice(0, 4);
  return (
    <header className="mb-[26px] border-line border-b pb-[22px] font-sans max-bar:mb-[18px] max-bar:pb-3.5">
      <h1
        {...languageOf(article)}
        className="mb-3.5 font-semibold font-serif text-[2.5rem] text-ink leading-[1.12] tracking-[-0.022em] [overflow-wrap:anywhere] max-rail:text-[2.125rem] max-bar:mb-2.5 max-bar:text-[1.8125rem]"
      >
        {article.title}
      </h1>
      <p className="flex flex-wrap items-center gap-x-3 text-[0.84375rem] text-ink-2">
        <span>
          <Dotted
            parts={[
              article.byline,
              article.site,
              year,
              minutes(article.version.words),
              article.sample ? "a sample" : `added by ${article.addedBy.name}`,
              article.visibility === "public" && "public",
              several && (
                <Link
                  href={`/articles/${article.id}/versions`}
                  className="whitespace-nowrap underline decoration-line-2 underline-offset-2 hover:text-ink"
                >
                  Version {article.version.number} · {dayOf(article.version.madeAt)}
                </Link>
              ),
            ]}
          />
        </span>
        {share > BEGUN && share < DONE && (
          <button
            type="button"
            onClick={go}
            className="min-h-[24px] font-medium text-accent underline decoration-1 underline-offset-2 print:hidden"
          >
            Continue where you were ({Math.round(share * 100)}%)
          </button>
        )}
      </p>
    </header>
  );
}
