import Link from "next/link";
import { Blocks } from "@/components/reader/blocks";
import { Marked } from "@/components/reader/passage";
import { Avatar } from "@/components/ui/avatar";
import { KindTag } from "@/components/ui/kind";
import { When } from "@/components/ui/when";
import { parse } from "@/lib/markdown";
import { FLAG_WORDS } from "@/lib/moderation";
import type { Case } from "@/lib/schemas/moderation";
import { Decide, type Decisions } from "./decide";

/** Things to decide about, each with its passage, its words, and what is said against it. */
export function Cases({ items, acts, label }: { items: readonly Case[]; acts: Decisions; label: string }) {
  return (
    <ul aria-label={label}>
      {items.map((one) => (
        <li
          key={one.id}
          data-case
          tabIndex={-1}
          aria-labelledby={`${one.id}-by`}
          className="grid gap-2.5 border-line border-t py-6 outline-none"
        >
          <h3 id={`${one.id}-by`} className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2 text-sm">
            <Avatar person={one.author} size="sm" />
            <b className="font-medium text-ink">{one.author.name}</b>
            {one.kind === "reply" ? <span>replied to</span> : <span>wrote a</span>}
            <KindTag kind={one.mark} />
            {one.articleTitle && (
              <Link
                href={`/t/${one.annotationId}${one.kind === "reply" ? `#r-${one.id}` : ""}`}
                className="min-w-0 break-words underline underline-offset-4 hover:text-ink"
              >
                in {one.articleTitle}
              </Link>
            )}
          </h3>
          <blockquote
            dir="auto"
            className="line-clamp-4 whitespace-pre-line break-words font-serif text-[1.0625rem] leading-relaxed"
          >
            <Marked kind={one.mark}>{one.exact ?? ""}</Marked>
          </blockquote>
          {one.body && <Blocks of={parse(one.body)} className="max-w-prose" />}
          <Against of={one} />
          <Decide of={one} acts={acts} />
        </li>
      ))}
    </ul>
  );
}

function Against({ of: { pending, hidden, since, flags, last } }: { of: Case }) {
  return (
    <div className="grid gap-1 text-sm">
      {pending && !hidden && (
        <p className="text-ink-2">
          Waits <When at={since} /> to be let stand
        </p>
      )}
      {flags.length > 0 && (
        <ul aria-label="Reports" className="grid gap-1">
          {flags.map((one) => (
            <li key={one.by.id} className="break-words rounded-lg bg-well px-3 py-2">
              <span className="font-medium">{FLAG_WORDS[one.reason]}</span>
              {one.detail && <span>: “{one.detail}”</span>}{" "}
              <span className="text-ink-2 text-xs">
                {one.by.name}, <When at={one.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {hidden && last && (
        <p className="break-words text-ink-2">
          Hidden by {last.by.name} <When at={last.at} />
          {last.reason && `: ${last.reason}`}
        </p>
      )}
    </div>
  );
}
