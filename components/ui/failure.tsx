"use client";
import { useEffect, useState, useTransition } from "react";
import { UNAVAILABLE } from "@/lib/problem";
import { Button, buttonClass } from "./button";

/**
 * The id of the request that answered with this page, or with what came in its place without loading it anew. Browsers tell
 * it over HTTPS and on one's own machine alone; elsewhere the digest names what failed.
 */
function requestOfPage(): string | null {
  const answers = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].filter(
    (one): one is PerformanceResourceTiming =>
      one instanceof PerformanceResourceTiming && new URL(one.name).pathname === window.location.pathname,
  );
  const named = answers.toSorted((a, b) => b.startTime - a.startTime).flatMap(({ serverTiming }) => serverTiming ?? []);
  return named.find(({ name }) => name === "request")?.description ?? null;
}

/** What a page says in its own place when it could not be made: what happened, what to do, and that nothing is lost. */
export function Failure({ digest, retry }: { digest?: string; retry: () => void }) {
  const [trying, start] = useTransition();
  const [down, setDown] = useState<"silent" | "full" | null>(null);
  const [request, setRequest] = useState<string | null>(null);
  const lost = down !== null || digest === UNAVAILABLE;
  // What failed on the server is hidden from the browser, so the page asks whether the database answers.
  useEffect(() => {
    setRequest(requestOfPage());
    fetch("/api/v1/health", { cache: "no-store" })
      .then(async (health) => {
        if (health.status === 503) setDown((await health.json()).disk === "full" ? "full" : "silent");
      })
      .catch(() => {});
  }, []);
  return (
    <main id="content" className="mx-auto grid max-w-[560px] justify-items-start gap-4 px-6 pt-[18vh] pb-20">
      <title>{lost ? "Not available · Gloss" : "Something went wrong · Gloss"}</title>
      <h1 className="font-semibold font-serif text-[2rem] leading-[1.15] tracking-[-0.02em]">
        {lost ? "Gloss cannot reach its storage" : "Something went wrong"}
      </h1>
      <p className="text-ink-2" role="alert">
        {lost
          ? `${down === "full" ? "The disk of this server is full" : "The database does not answer right now"} (503). Nothing saved is lost, and what you were writing is kept in this browser. Try again in a moment.`
          : "This page could not be made, and that is our fault. What you were writing is kept in this browser. Try again; if it stays, tell the administrator."}
      </p>
      {(request || digest) && (
        <p className="text-ink-3 text-xs">To find it in the log: {[request, digest].filter(Boolean).join(", ")}</p>
      )}
      <div className="flex gap-2 pt-2">
        <Button look="primary" busy={trying} onClick={() => start(retry)}>
          Try again
        </Button>
        <a href="/" className={buttonClass()}>
          Go to the first page
        </a>
      </div>
    </main>
  );
}
