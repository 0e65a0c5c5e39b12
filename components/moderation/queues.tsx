import Link from "next/link";
import type { ReactNode } from "react";
import { Part } from "@/components/groups/part";
import type { Case } from "@/lib/schemas/moderation";
import type { Listed } from "@/lib/schemas/wire";
import { Cases } from "./cases";
import type { Decisions } from "./decide";

type Queue = Listed<Case> & { cursor?: string };

/** What waits to be decided, and what is hidden; each list goes on by itself. `here` is the page's own path. */
export function Queues({
  waiting,
  hidden,
  acts,
  here,
  empty,
}: {
  waiting: Queue;
  hidden: Queue;
  acts: Decisions;
  here: string;
  empty: ReactNode;
}) {
  return (
    <>
      {waiting.items.length > 0 ? (
        <Part title="Waiting">
          <Cases items={waiting.items} acts={acts} label="Waiting" />
          <More of={waiting} here={here} name="waiting" next="Those that wait less long" />
        </Part>
      ) : (
        empty
      )}
      {hidden.items.length > 0 && (
        <Part title="Hidden">
          <Cases items={hidden.items} acts={acts} label="Hidden" />
          <More of={hidden} here={here} name="hidden" next="Hidden before these" />
        </Part>
      )}
    </>
  );
}

const link = "inline-block py-1 text-accent underline underline-offset-2 max-bar:py-2.5";

function More({ of, here, name, next }: { of: Queue; here: string; name: "waiting" | "hidden"; next: string }) {
  if (!of.next && !of.cursor) return null;
  return (
    <p className="flex flex-wrap gap-x-6 border-line border-t pt-3 text-sm">
      {of.cursor && (
        <Link href={here} className={link}>
          From the beginning
        </Link>
      )}
      {of.next && (
        <Link href={`${here}?${name}=${encodeURIComponent(of.next)}`} className={link}>
          {next}
        </Link>
      )}
    </p>
  );
}
