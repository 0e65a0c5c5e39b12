"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { heardCounted } from "./fresh";

/** Makes a page that shows what is unread anew when the bell hears that it is other than what the page was made with. */
export function Refresh({ unread }: { unread: string }) {
  const router = useRouter();
  const shown = useRef(unread);
  useEffect(() => {
    shown.current = unread;
    return heardCounted((now) => {
      if (now === shown.current) return;
      // Asked once for each change: the page says itself what it shows then.
      shown.current = now;
      router.refresh();
    });
  }, [unread, router]);
  return null;
}
