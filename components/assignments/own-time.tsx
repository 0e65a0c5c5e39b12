"use client";
import { useEffect, useState } from "react";
import { besideZone, canonicalZone, zoneName } from "@/lib/zoned";

/** A moment as the clocks show it where its reader is, where that is another time than in the zone beside it; else nothing. */
export function OwnTime({ at, zone }: { at: string; zone: string }) {
  // Only the browser knows where it is, so the server's page is without it.
  const [own, setOwn] = useState<string | null>(null);
  useEffect(() => {
    setOwn(canonicalZone(Intl.DateTimeFormat().resolvedOptions().timeZone));
  }, []);
  const shown = own && besideZone(at, zone, own);
  if (!shown) return null;
  return (
    <span data-own-time className="text-ink-2">
      {" "}
      · your time: {shown} <span className="text-ink-3">{zoneName(own)}</span>
    </span>
  );
}
