"use client";
import { useEffect, useState } from "react";

const STEPS: [number, number, Intl.RelativeTimeFormatUnit][] = [
  [3600, 60, "minute"],
  [86_400, 3600, "hour"],
  [8 * 86_400, 86_400, "day"],
];
// Short and not narrow: a space stands between the number and its unit, for the eye and for a screen reader.
const relative = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto", style: "short" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
// With its zone: the day that is shown is that of UTC, which is another one in some places.
const full = new Intl.DateTimeFormat("en-GB", {
  ...{ weekday: "long", day: "numeric", month: "long", year: "numeric" },
  ...{ hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
});

/** Nothing counts seconds: what is under a minute old is "just now", and then minutes are told. */
export const words = (at: Date, now: number) => {
  const seconds = (now - at.getTime()) / 1000;
  const away = Math.abs(seconds);
  if (away < 60) return "just now";
  for (const [under, unit, name] of STEPS) if (away < under) return relative.format(-Math.round(seconds / unit), name);
  return day.format(at);
};

/** A time as a reader thinks of it, with the whole of it on hover. It moves on by itself every minute. */
export function When({ at }: { at: string }) {
  const date = new Date(at);
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  // The server's clock and the reader's differ by the time the page took to arrive: that difference is not an error.
  return (
    <time
      dateTime={at}
      title={now === null ? undefined : full.format(date)}
      suppressHydrationWarning
      className="whitespace-nowrap"
    >
      {words(date, now ?? Date.now())}
    </time>
  );
}
