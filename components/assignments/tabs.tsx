import Link from "next/link";

// On a phone the shorter words, so that all of them are in sight.
export const TABS = [
  { tab: "asked", path: "", label: "What is asked", short: "Asked" },
  { tab: "standing", path: "/standing", label: "Where everyone stands", short: "Standing" },
  { tab: "text", path: "/text", label: "The text", short: "Text" },
  { tab: "talk", path: "/talk", label: "To talk about", short: "To talk about" },
  { tab: "points", path: "/points", label: "Points", short: "Points" },
] as const;
export type Tab = (typeof TABS)[number]["tab"];

/**
 * The pages of an assignment, for those who lead its group. A page stands here once it is there.
 * @param below what is shown is reached from that page, and is not the page itself
 */
export function Tabs({ id, here, below = false }: { id: string; here: Tab; below?: boolean }) {
  return (
    <nav aria-label="This assignment" className="mb-9 border-line border-b print:hidden">
      <ul className="-mb-px flex gap-5 overflow-x-auto text-sm max-bar:gap-4">
        {TABS.map(({ tab, path, label, short }) => (
          <li key={tab} className="shrink-0">
            <Link
              href={`/assignments/${id}${path}`}
              aria-current={tab === here ? (below ? "true" : "page") : undefined}
              className="inline-flex h-10 min-w-6 items-center justify-center whitespace-nowrap border-transparent border-b-2 font-medium text-ink-2 hover:text-ink aria-[current]:border-ink aria-[current]:text-ink"
            >
              <span className="max-sm:hidden">{label}</span>
              <span className="sm:hidden">{short}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
