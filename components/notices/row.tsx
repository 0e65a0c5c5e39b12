"use client";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { call } from "@/components/reader/client";
import { Avatar } from "@/components/ui/avatar";
import { languageOf } from "@/components/ui/language";
import { When } from "@/components/ui/when";
import { leadsTo, saying, sayingAll, threadsIn } from "@/lib/notices";
import type { Notice } from "@/lib/schemas/notice";
import { sayRead } from "./fresh";

/** Whether a notice, or all of its line, is read, and how to say so. */
function useRead(notice: Notice, line: boolean) {
  const [seen, setSeen] = useState(false);
  const read = notice.read || seen;
  const markRead = async () => {
    if (read) return;
    setSeen(true);
    // The page may be left before the answer.
    const done = await call("PUT", `notices/${notice.id}/read${line ? "?line=true" : ""}`, { keepalive: true });
    if (done.ok) sayRead();
    else setSeen(false);
  };
  return { read, markRead };
}

/** One notice: what happened, its words, and where. Following it reads it. */
export function NoticeRow({ notice }: { notice: Notice }) {
  const { read, markRead } = useRead(notice, false);
  const to = leadsTo(notice);
  const { actor, article, quote, words, at } = notice;
  const said = (
    <>
      <span className="text-ink text-sm">{saying(notice)}</span>
      {words && (
        <span dir="auto" className="line-clamp-2 break-words font-normal text-base text-ink-2">
          {words}
        </span>
      )}
      {quote && (
        <span
          {...languageOf(article ?? {})}
          className="line-clamp-1 border-line border-s-2 ps-3 font-normal font-serif text-base text-ink-2"
        >
          {quote}
        </span>
      )}
    </>
  );
  return (
    <Row read={read} markRead={markRead} says={saying(notice)} by={actor && <Avatar person={actor} size="sm" />}>
      {to ? (
        <Link href={to} onClick={() => void markRead()} className="grid gap-1.5 underline-offset-4 hover:underline">
          {said}
        </Link>
      ) : (
        <span className="grid gap-1.5">{said}</span>
      )}
      <span className="font-normal text-ink-3 text-xs">
        {article && (
          <>
            <bdi {...languageOf(article)} className="break-words">
              {article.title}
            </bdi>{" "}
            <span aria-hidden>·</span>{" "}
          </>
        )}
        <When at={at} />
      </span>
    </Row>
  );
}

/** Many notices of one line: how much, and each thread of it, where reading goes on with the first. */
export function NoticeLine({ line }: { line: readonly Notice[] }) {
  const [newest] = line as readonly [Notice];
  const { read, markRead } = useRead(newest, true);
  return (
    <Row read={read} markRead={markRead} says={sayingAll(line)} by={null}>
      <span className="text-ink text-sm">{sayingAll(line)}</span>
      <ul className="grid gap-1">
        {threadsIn(line).map(({ first, count }) => (
          <li key={first.id} className="flex items-baseline gap-2">
            <Link
              href={leadsTo(first) ?? "/notices"}
              {...languageOf(first.article ?? {})}
              className="line-clamp-1 my-0 min-h-6 border-line border-s-2 py-0 ps-3 font-normal font-serif text-base text-ink-2 leading-6 underline-offset-4 hover:underline"
            >
              {first.quote ?? first.article?.title ?? "A thread"}
            </Link>
            <span className="shrink-0 font-normal text-ink-3 text-xs">{count}</span>
          </li>
        ))}
      </ul>
      <span className="font-normal text-ink-3 text-xs">
        <When at={newest.at} />
      </span>
    </Row>
  );
}

function Row({
  read,
  markRead,
  says,
  by,
  children,
}: {
  read: boolean;
  markRead: () => Promise<void>;
  says: string;
  by: ReactNode;
  children: ReactNode;
}) {
  return (
    <li
      data-row
      className={`grid grid-cols-[10px_26px_minmax(0,1fr)_auto] items-start gap-x-3 border-line border-t py-4 ${read ? "" : "font-medium"}`}
    >
      <span className="grid h-[26px] place-items-center">
        {!read && (
          <span className="size-2 rounded-full bg-accent">
            <span className="sr-only">Unread</span>
          </span>
        )}
      </span>
      <span className="h-[26px]">{by}</span>
      <span className="wrap-anywhere grid min-w-0 gap-1.5">{children}</span>
      {!read && (
        <button
          type="button"
          aria-label={`Mark as read: ${says}`}
          onClick={() => void markRead()}
          className="min-h-[24px] rounded-lg px-2 py-1 font-normal text-ink-3 text-xs hover:bg-well hover:text-ink [@media(scripting:none)]:hidden"
        >
          Mark read
        </button>
      )}
    </li>
  );
}
