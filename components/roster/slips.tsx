"use client";
import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { count } from "@/components/groups/row";
import { Button } from "@/components/ui/button";
import type { Slip } from "@/lib/schemas/roster";

/** Where slips are from, and where they are used. */
export type Place = { group: string; address: string };

/** Slips of one sheet of A4: two beside each other, four below. */
const PER_SHEET = 8;
const day = new Intl.DateTimeFormat("en-GB", {
  ...{ day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
});

/** Slips in the one moment in which their codes are known: a list to see, and sheets to print and cut. */
export function Slips({ slips, place }: { slips: readonly Slip[]; place: Place }) {
  const [sheets, setSheets] = useState<HTMLElement | null>(null);
  // Paper shows them alone, so they stand beside the page and not in it.
  useEffect(() => {
    const own = document.createElement("div");
    own.className = "slips";
    document.body.append(own);
    setSheets(own);
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", stay);
    return () => {
      own.remove();
      window.removeEventListener("beforeunload", stay);
    };
  }, []);
  const pages = Array.from({ length: Math.ceil(slips.length / PER_SHEET) }, (_, i) =>
    slips.slice(i * PER_SHEET, (i + 1) * PER_SHEET),
  );
  return (
    <section
      aria-label="Sign-in slips"
      className="grid grid-cols-1 gap-4 rounded-lg border border-line px-5 py-4 max-sm:px-4"
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="grid gap-0.5">
          <h3 className="font-semibold">{count(slips.length, "sign-in slip")}</h3>
          <p className="max-w-prose text-ink-2 text-sm">
            Print {slips.length === 1 ? "it" : "them"} now, eight to a sheet: the codes are shown this once. A slip that
            is lost is replaced by a new one.
          </p>
        </div>
        <Button look="primary" onClick={() => window.print()}>
          Print {slips.length === 1 ? "the slip" : "the slips"}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must scroll by the keys as well. */}
      <ul className="max-h-96 overflow-y-auto text-sm" tabIndex={0} aria-label="Names and codes">
        {slips.map(({ userId, name, section, code }) => (
          <li
            key={userId}
            className="flex flex-wrap items-baseline justify-between gap-x-4 border-line border-t py-2 first:border-t-0"
          >
            <span className="min-w-0 break-words font-medium">
              {name}
              {section && <span className="font-normal text-ink-2"> · {section}</span>}
            </span>
            <code className="font-mono tracking-wide">{code}</code>
          </li>
        ))}
      </ul>
      {sheets &&
        createPortal(
          pages.map((page) => (
            <div key={page[0]?.userId} className="slips-sheet">
              {page.map((slip) => (
                <OneSlip key={slip.userId} slip={slip} place={place} />
              ))}
            </div>
          )),
          sheets,
        )}
    </section>
  );
}

function OneSlip({ slip: { name, login, section, code, expiresAt }, place }: { slip: Slip; place: Place }) {
  return (
    <article className="slip">
      <p className="slip-name">{name}</p>
      <p className="slip-group">
        {place.group}
        {section && ` · ${section}`}
      </p>
      <p>
        Go to <b>{place.address}</b> and enter this code:
      </p>
      <p className="slip-code">{code}</p>
      <p className="slip-more">
        It works once, until {day.format(new Date(expiresAt))}. Then you sign in with the password you chose and your
        login name: <b>{login}</b>
      </p>
    </article>
  );
}
