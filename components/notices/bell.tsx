"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { call } from "@/components/reader/client";
import { heardOf } from "./fresh";

/** How many notices wait, and the way to them. Asked anew on every page, when the window is turned to, and when some were read. */
export function Bell({ viewerId, here = false }: { viewerId: string; here?: boolean }) {
  const path = usePathname();
  const [unread, setUnread] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is a reason to ask again.
  useEffect(() => {
    let left = false;
    const ask = async () => {
      if (document.visibilityState !== "visible") return;
      const answer = await call<{ unread: number }>("GET", "notices/unread");
      if (answer.ok && !left) setUnread(answer.value.unread);
    };
    void ask();
    document.addEventListener("visibilitychange", ask);
    const deaf = heardOf(ask);
    return () => {
      left = true;
      document.removeEventListener("visibilitychange", ask);
      deaf();
    };
  }, [path]);
  useEffect(() => tellZone(viewerId), [viewerId]);
  const many = unread > 99 ? "99+" : String(unread);
  return (
    <Link
      href="/notices"
      prefetch={false}
      title="Notices"
      aria-label={unread ? `Notices, ${many} unread` : "Notices"}
      aria-current={here ? "page" : undefined}
      className="relative grid size-8 shrink-0 place-items-center rounded-lg text-ink-2 hover:bg-well hover:text-ink aria-[current=page]:bg-well aria-[current=page]:text-ink"
    >
      <svg aria-hidden viewBox="0 0 16 16" className="size-4 fill-none stroke-[1.5] stroke-current">
        <path d="M3.2 11.5c.9-1 1.3-2 1.3-4a3.5 3.5 0 0 1 7 0c0 2 .4 3 1.3 4zM6.6 13.6c.7.8 2.1.8 2.8 0" />
      </svg>
      {unread > 0 && (
        <span
          aria-hidden
          className="absolute -top-0.5 -right-1 min-w-4 rounded-full bg-accent px-1 text-center font-semibold text-[10px] text-paper leading-4"
        >
          {many}
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
