"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { useReader } from "./store";

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
/** A day as it is written in a sentence; the same on the server and in the browser. */
export const dayOf = (at: string) => day.format(new Date(at));

const link = "print:hidden font-medium text-accent underline decoration-1 underline-offset-2 max-bar:py-2.5";

/** Under the bar: that an old version is read, or that the text has changed since this reader last read it. */
export function Edition() {
  const article = useReader((r) => r.article);
  const past = useReader((r) => r.past);
  const latest = useReader((r) => r.versions.find((version) => version.current)?.number);
  const by = useReader((r) => r.versions.find(({ id }) => id === r.article.version.id)?.withdrawnBy);
  const lastRead = useReader((r) => r.lastRead);
  const gotIt = useReader((r) => r.gotIt);
  const { id, version } = article;
  const changes = (from: number, to: number) => `/articles/${id}/changes?from=${from}&to=${to}`;
  if (past && version.withdrawnAt)
    return (
      <Line>
        <p>
          Version {version.number} was withdrawn{by && ` by ${by.name}`} on {dayOf(version.withdrawnAt)}. Its text no
          longer shows; the notes that were made on it stay.
        </p>
        <Link href={`/articles/${id}`} className={link}>
          Read the current version
        </Link>
      </Line>
    );
  if (past)
    return (
      <Line>
        <p>
          You are reading version {version.number} of {dayOf(version.madeAt)}, kept as it was.
          {latest && ` The current text is version ${latest}.`}
        </p>
        <Link href={`/articles/${id}`} className={link}>
          Read the current version
        </Link>
        {latest && (
          <Link href={changes(version.number, latest)} className={link}>
            See what changed since
          </Link>
        )}
      </Line>
    );
  if (lastRead === null) return null;
  return (
    <Line className="print:hidden">
      <p>
        This text has changed since you last read it{" "}
        <span className="whitespace-nowrap text-ink-3">
          (version {lastRead} <span aria-hidden>→</span>
          <span className="sr-only"> to </span> {version.number})
        </span>
      </p>
      <Link href={changes(lastRead, version.number)} className={link} onClick={gotIt}>
        See what changed
      </Link>
      <button type="button" className={`${link} [@media(scripting:none)]:hidden`} onClick={gotIt}>
        Got it
      </button>
    </Line>
  );
}

const Line = ({ className = "", children }: { className?: string; children: ReactNode }) => (
  <aside
    aria-label="This version"
    className={`border-line border-b bg-well text-ink-2 text-sm print:border-0 ${className}`}
  >
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-4 gap-y-1 px-6 py-2.5 max-bar:gap-y-0 max-bar:px-4 max-bar:pt-2.5 max-bar:pb-1"
    >
      {children}
    </div>
  </aside>
);
