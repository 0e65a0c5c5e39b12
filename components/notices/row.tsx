"use client";
import Link from "next/link";
import { useState } from "react";
import { call } from "@/components/reader/client";
import { Avatar } from "@/components/ui/avatar";
import { When } from "@/components/ui/when";
import { leadsTo, saying } from "@/lib/notices";
import type { Notice } from "@/lib/schemas/notice";
import { sayNoticed } from "./fresh";

/** One notice: what happened, its words, and where. Following it reads it. */
export function NoticeRow({ notice }: { notice: Notice }) {
  const [seen, setSeen] = useState(false);
  const read = notice.read || seen;
  const to = leadsTo(notice);
  const markRead = async () => {
    if (read) return;
    setSeen(true);
    // The page may be left before the answer.
    const done = await call("PUT", `notices/${notice.id}/read`, { keepalive: true });
    if (done.ok) sayNoticed();
    else setSeen(false);
  };
  const { actor, article, quote, words, at } = notice;
  const said = (
    <>
      <span className="text-ink text-sm">{saying(notice)}</span>
      {words && <span className="line-clamp-2 break-words font-normal text-base text-ink-2">{words}</span>}
      {quote && (
        <span className="line-clamp-1 border-line border-l-2 pl-3 font-normal font-serif text-base text-ink-2">
          {quote}
        </span>
      )}
    </>
  );
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
      <span className="h-[26px]">{actor && <Avatar person={actor} size="sm" />}</span>
      <span className="wrap-anywhere grid min-w-0 gap-1.5">
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
              <span className="break-words">{article.title}</span> <span aria-hidden>·</span>{" "}
            </>
          )}
          <When at={at} />
        </span>
      </span>
      {!read && (
        <button
          type="button"
          aria-label={`Mark as read: ${saying(notice)}`}
          onClick={() => void markRead()}
          className="min-h-[24px] rounded-lg px-2 py-1 font-normal text-ink-3 text-xs hover:bg-well hover:text-ink [@media(scripting:none)]:hidden"
        >
          Mark read
        </button>
      )}
    </li>
  );
}
