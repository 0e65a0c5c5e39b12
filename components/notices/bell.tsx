"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { call } from "@/components/reader/client";
import type { Unread } from "@/lib/schemas/notice";
import { heardOf, sayCounted } from "./fresh";

/** Milliseconds between two questions of a page that hears nothing live, while it is looked at. */
const ASK_MS = 60_000;
const NONE: Unread = { unread: 0, threads: "", waiting: { groups: [], public: 0 } };

/**
 * How many notices wait, and how much for somebody who leads, with the way to them. Asked anew on every page, when the
 * window is turned to, when some were read, when a live page hears of one, and every minute.
 */
export function Bell({ viewerId, here = false }: { viewerId: string; here?: boolean }) {
  const path = usePathname();
  const [{ unread, waiting }, setFound] = useState(NONE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is a reason to ask again.
  useEffect(() => {
    let left = false;
    const ask = async () => {
      if (document.visibilityState !== "visible") return;
      const answer = await call<Unread>("GET", "notices/unread");
      if (!answer.ok || left) return;
      setFound(answer.value);
      sayCounted(answer.value.threads);
    };
    void ask();
    document.addEventListener("visibilitychange", ask);
    const deaf = heardOf(ask);
    const timer = setInterval(ask, ASK_MS);
    return () => {
      left = true;
      document.removeEventListener("visibilitychange", ask);
      deaf();
      clearInterval(timer);
    };
  }, [path]);
  useEffect(() => tellZone(viewerId), [viewerId]);
  const waits = waiting.groups.reduce((sum, group) => sum + group.waits, waiting.public);
  const [only] = waiting.groups;
  const to = waiting.groups.length > 1 ? "/groups" : only ? `/groups/${only.id}/moderation` : "/admin/moderation";
  return (
    <>
      {waits > 0 && (
        <Counted
          href={to}
          n={waits}
          says={`${many(waits)} ${waits === 1 ? "thing waits" : "things wait"} for you to decide`}
        >
          <path d="M4 14V2.5M4 3h8.5l-2 3 2 3H4" />
        </Counted>
      )}
      <Counted href="/notices" n={unread} says={unread ? `Notices, ${many(unread)} unread` : "Notices"} here={here}>
        <path d="M3.2 11.5c.9-1 1.3-2 1.3-4a3.5 3.5 0 0 1 7 0c0 2 .4 3 1.3 4zM6.6 13.6c.7.8 2.1.8 2.8 0" />
      </Counted>
    </>
  );
}

const many = (n: number) => (n > 99 ? "99+" : String(n));

/** A sign in the bar, with a number on it when there is something to count. */
function Counted({
  href,
  n,
  says,
  here = false,
  children,
}: {
  href: string;
  n: number;
  says: string;
  here?: boolean;
  children: ReactNode;
}) {
  return (
    <Link
      href={href}
      prefetch={false}
      title={says}
      aria-label={says}
      aria-current={here ? "page" : undefined}
      className="relative grid size-8 shrink-0 place-items-center rounded-lg text-ink-2 hover:bg-well hover:text-ink aria-[current=page]:bg-well aria-[current=page]:text-ink"
    >
      <svg aria-hidden viewBox="0 0 16 16" className="size-4 fill-none stroke-[1.5] stroke-current">
        {children}
      </svg>
      {n > 0 && (
        <span
          aria-hidden
          className="absolute -top-0.5 -right-1 min-w-4 rounded-full bg-accent px-1 text-center font-semibold text-xs text-paper leading-4"
        >
          {many(n)}
        </span>
      )}
    </Link>
  );
}

/** Tells the server once in which time zone this browser is, for mails that come in the morning. */
function tellZone(viewerId: string) {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const told = `${viewerId} ${timeZone}`;
  try {
    if (!timeZone || sessionStorage.getItem("gloss:zone") === told) return;
    void call("PUT", "me/time-zone", { body: { timeZone } }).then(({ ok }) => {
      if (ok) sessionStorage.setItem("gloss:zone", told);
    });
  } catch {
    // A browser that keeps nothing tells it each time, or not at all: it is no loss.
  }
}
