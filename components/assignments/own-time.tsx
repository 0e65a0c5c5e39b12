"use client";
import { useEffect, useState } from "react";

/** A moment as the clocks show it where its reader is, where that is another time than in the zone beside it; else nothing. */
export function OwnTime({ at, zone }: { at: string; zone: string }) {
  // Only the browser knows where it is, so the server's page is without it.
  const [own, setOwn] = useState<{ shown: string; name: string } | null>(null);
  useEffect(() => {
    let here = true;
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    // Most readers are where their assignments are: the names of all zones come for the others alone.
    if (timeZone !== zone)
      void import("@/lib/zoned").then(
        ({ besideZone, canonicalZone, zoneName }) => {
          const there = canonicalZone(timeZone);
          const shown = there && besideZone(at, zone, there);
          if (here) setOwn(shown ? { shown, name: zoneName(there) } : null);
        },
        () => {},
      );
    else setOwn(null);
    return () => {
      here = false;
    };
  }, [at, zone]);
  if (!own) return null;
  return (
    <span data-own-time className="text-ink-2">
      {" "}
      · your time: {own.shown} <span className="text-ink-3">{own.name}</span>
    </span>
  );
}
