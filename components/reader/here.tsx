"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Avatar } from "@/components/ui/avatar";
import type { HereNow } from "@/lib/schemas/presence";
import { call } from "./client";
import { Fold } from "./fold";
import { readUpTo } from "./progress";
import { useReader, useReaderNow } from "./store";

/** Milliseconds between two signs that one is here, and at least between two answers that were asked for out of turn. */
const SIGN_MS = 15_000;
const LEAST_MS = 3_000;
/** As many faces as stand in the bar; the others are counted. */
const FACES = 4;

/** Who else reads this now, and where: in the bar, and as thin marks at the window's edge. */
export default function Here() {
  const past = useReader((r) => r.past);
  const id = useReader((r) => r.article.id);
  const { now, choose } = useHere(id, past);
  if (!now) return null;
  const { items, count, shown } = now;
  const names = items.map(({ person }) => person.name);
  const label =
    count === 0 ? "Nobody else is here now" : count === 1 ? `${names[0]} is here now` : `${count} others are here now`;
  const sign =
    count === 0 ? (
      <Sign struck={!shown} />
    ) : (
      <>
        <span className="flex max-sm:hidden">
          {items.slice(0, FACES).map(({ person }) => (
            <span key={person.id} className="-ml-[7px] rounded-full border-2 border-paper first:ml-0">
              <Avatar person={person} />
            </span>
          ))}
        </span>
        {count > FACES && <span className="ml-1 text-xs max-sm:hidden">+{count - FACES}</span>}
        <span className="flex items-center gap-1 font-medium text-xs tabular-nums sm:hidden">
          <Sign />
          {count}
        </span>
      </>
    );
  return (
    <>
      <Fold label={label} sign={sign} wide={count > 0}>
        <div className="grid gap-3 p-4 text-sm">
          <p className="font-medium">{label}</p>
          {count > 0 && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must scroll by the keys as well.
            <ul tabIndex={0} aria-label="Who is here now" className="grid max-h-64 gap-1.5 overflow-y-auto rounded-md">
              {items.map(({ person }) => (
                <li key={person.id} className="flex items-center gap-2">
                  <Avatar person={person} size="sm" />
                  {person.name}
                </li>
              ))}
              {count > items.length && <li className="text-ink-2">and {count - items.length} more</li>}
            </ul>
          )}
          <label className="flex items-start gap-2.5 border-line border-t pt-3">
            <input
              type="checkbox"
              checked={shown}
              onChange={(event) => choose(event.target.checked)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span>
              Show that I am here
              <span className="block text-ink-2 text-xs">
                Seen by the groups you read this with. Who hides sees nobody either.
              </span>
            </span>
          </label>
        </div>
      </Fold>
      <Places items={items} />
    </>
  );
}

/** Somebody; struck through for one who hides. */
const Sign = ({ struck = false }: { struck?: boolean }) => (
  <svg aria-hidden viewBox="0 0 16 16" className="size-4 fill-none stroke-[1.4] stroke-current">
    <circle cx="8" cy="5.4" r="2.6" />
    <path d="M3 13.5c.6-2.6 2.5-4 5-4s4.4 1.4 5 4" />
    {struck && <path d="M2.5 2.5l11 11" />}
  </svg>
);

/** Says that this reader is here while the page is looked at, and keeps who else is. */
function useHere(articleId: string, past: boolean) {
  const reader = useReaderNow();
  const [now, setNow] = useState<HereNow | null>(null);
  const latest = useRef(0);
  const take = useCallback((outcome: Awaited<ReturnType<typeof call<HereNow>>>) => {
    latest.current = Date.now();
    if (outcome.ok) setNow(outcome.value);
  }, []);
  const path = `articles/${articleId}/presence`;
  useEffect(() => {
    // A place in another version's text would say nothing here.
    if (past) return;
    let asking: ReturnType<typeof setTimeout> | undefined;
    let count = 0;
    const sign = async () => {
      if (document.visibilityState !== "visible") return;
      const { text, article } = reader();
      const place = readUpTo(text.current, article.version.text.length, innerHeight / 2);
      const outcome = await call<HereNow>("PUT", path, { body: { place } });
      if (outcome.ok) count = outcome.value.count;
      take(outcome);
    };
    // In a lecture somebody comes or goes all the time: the more are here, the less often one asks.
    const seen = () => {
      const least = Math.max(LEAST_MS, count * 100);
      const wait = Math.max(0, latest.current + least - Date.now()) + Math.random() * count * 10;
      asking ??= setTimeout(async () => {
        asking = undefined;
        const outcome = await call<HereNow>("GET", path);
        if (outcome.ok) count = outcome.value.count;
        take(outcome);
      }, wait);
    };
    const back = () => {
      if (document.visibilityState === "visible" && Date.now() - latest.current > LEAST_MS) void sign();
    };
    const leave = () => void call("DELETE", path, { keepalive: true });
    void sign();
    const turn = setInterval(() => void sign(), SIGN_MS);
    window.addEventListener("gloss:presence", seen);
    document.addEventListener("visibilitychange", back);
    window.addEventListener("pagehide", leave);
    return () => {
      clearInterval(turn);
      clearTimeout(asking);
      window.removeEventListener("gloss:presence", seen);
      document.removeEventListener("visibilitychange", back);
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [past, path, reader, take]);
  const choose = async (shown: boolean) => {
    setNow((before) => before && { ...before, shown });
    await call("PUT", "me/presence", { body: { shown } });
    take(await call<HereNow>(shown ? "PUT" : "GET", path, shown ? { body: { place: 0 } } : {}));
  };
  return { now, choose };
}

/** Where each of them is in the whole text, beside the marks at the window's edge. */
function Places({ items }: { items: HereNow["items"] }) {
  const total = useReader((r) => r.article.version.text.length);
  if (items.length === 0) return null;
  return createPortal(
    <svg
      aria-hidden
      viewBox="0 0 10 240"
      preserveAspectRatio="none"
      className="pointer-events-none fixed top-[60px] right-2.5 bottom-2 z-20 h-[calc(100dvh-68px)] w-1.5 max-bar:hidden print:hidden"
    >
      {items.map(({ person, place }) => (
        <rect
          key={person.id}
          x={0}
          y={Math.min(237, (place / Math.max(1, total)) * 240)}
          width={10}
          height={3}
          rx={1}
          className="fill-ink-3"
        >
          <title>{person.name}</title>
        </rect>
      ))}
    </svg>,
    document.body,
  );
}
