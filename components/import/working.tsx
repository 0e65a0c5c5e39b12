import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Failed } from "./importer";

/** What is under way, how far it is where that is known (0 to 1), and the way out of it. */
export function Working({ words, share, onCancel }: { words: string; share?: number; onCancel: () => void }) {
  return (
    <div role="status" className="grid gap-2.5 rounded-lg bg-well px-3.5 py-3 text-sm">
      <div className="flex items-center justify-between gap-3">
        <span>{words} …</span>
        <Button size="sm" onClick={onCancel}>
          Cancel
        </Button>
      </div>
      <progress
        aria-label={words}
        value={share}
        className="h-[3px] w-full appearance-none overflow-hidden rounded-full bg-line accent-ink [&::-moz-progress-bar]:bg-ink [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-ink"
      />
    </div>
  );
}

/** Why it did not work. Field errors stand at their fields; this is the rest. `here`: where to come back to, signed in. */
export function Refused({
  failed,
  here = "/articles/new",
  children,
}: {
  failed: Pick<Failed, "message" | "status" | "errors"> | null;
  here?: string;
  /** What else can be done. */
  children?: ReactNode;
}) {
  if (!failed) return null;
  const rest = Object.entries(failed.errors ?? {})
    .filter(([name]) => !FIELDS.has(name))
    .flatMap(([, messages]) => messages);
  return (
    <Notice tone="danger">
      {[failed.message, ...rest].join(" ")}
      {failed.status === 401 && (
        <>
          {" "}
          <Link href={`/signin?next=${encodeURIComponent(here)}`} className="font-medium underline underline-offset-2">
            Sign in
          </Link>
        </>
      )}
      {children && <div>{children}</div>}
    </Notice>
  );
}
const FIELDS = new Set(["title", "byline", "site", "language", "publishedAt"]);
