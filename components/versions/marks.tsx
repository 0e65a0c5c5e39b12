import Link from "next/link";
import { KindTag } from "@/components/ui/kind";
import type { PreviewedMark, VersionPreview } from "@/lib/schemas/version";
import { PASSAGE } from "./passage";

type Standing = PreviewedMark["standing"];
/** How many of each list are shown. */
export type Shown = Record<Standing, number>;
export const FIRST: Shown = { kept: 10, moved: 30, orphaned: 30 };
const MORE = 200;

// What asks for a look comes first.
const LISTS: readonly { standing: Standing; name: string; says: string }[] = [
  { standing: "moved", name: "Moved, please check", says: "Their words or their surroundings have changed." },
  {
    standing: "orphaned",
    name: "Orphaned",
    says: "Their passage is gone. They stay beside the text, and can be put on another passage.",
  },
  { standing: "kept", name: "Kept", says: "On the same words." },
];

/** What a new text does to the marks, in three lists. Each leads to its place in the difference. */
export function Marks({
  preview,
  shown,
  pointed,
  to,
}: {
  preview: Pick<VersionPreview, "anchors" | "marks">;
  shown: Shown;
  /** The id of the mark that is pointed at. */
  pointed: string | null;
  to: (change: { mark?: string; more?: [Standing, number] }) => string;
}) {
  if (preview.marks.length === 0)
    return <p className="text-ink-2 text-sm">There are no notes on this text that you can see.</p>;
  return (
    <div className="grid gap-7">
      {LISTS.map(({ standing, name, says }) => {
        const count = preview.anchors[standing];
        if (count === 0) return null;
        const marks = preview.marks.filter((mark) => mark.standing === standing).slice(0, shown[standing]);
        return (
          <section key={standing} aria-labelledby={`list-${standing}`} className="grid gap-2">
            <h3 id={`list-${standing}`} className="flex items-baseline justify-between gap-3 font-semibold text-sm">
              {name} <span className="font-normal text-ink-3 tabular-nums">{count.toLocaleString("en")}</span>
            </h3>
            <p className="text-ink-3 text-xs">{says}</p>
            <ul className="grid gap-1.5">
              {marks.map((mark) => (
                <li key={mark.id}>
                  <Row mark={mark} pointed={mark.id === pointed} href={`${to({ mark: mark.id })}#${PASSAGE}`} />
                </li>
              ))}
            </ul>
            {marks.length < count && (
              <Link
                href={`${to({ more: [standing, shown[standing] + MORE] })}#list-${standing}`}
                scroll={false}
                className="my-0 justify-self-start py-1 font-medium text-accent text-sm underline underline-offset-2"
              >
                Show more
              </Link>
            )}
          </section>
        );
      })}
    </div>
  );
}

function Row({ mark, pointed, href }: { mark: PreviewedMark; pointed: boolean; href: string }) {
  const { kind, author, body, standing, was, now, quote } = mark;
  const before = was?.text ?? quote;
  return (
    <Link
      href={href}
      aria-current={pointed || undefined}
      className="grid gap-1 rounded-xl border border-line bg-sheet px-3 py-2.5 hover:border-line-2 aria-[current]:border-ink-3"
    >
      <span className="flex items-center gap-2 text-ink-2 text-xs">
        <b className="min-w-0 truncate font-[550] text-ink" title={author.name}>
          {author.name}
        </b>
        <KindTag kind={kind} className="ml-auto shrink-0" />
      </span>
      <span className="line-clamp-3 break-words font-serif text-[0.9375rem] leading-snug" dir="auto">
        {standing === "kept" ? (now?.text ?? before) : <Was>{before}</Was>}
      </span>
      {standing === "moved" && now && (
        <span className="line-clamp-3 break-words font-serif text-[0.9375rem] leading-snug" dir="auto">
          <span className="sr-only">now: </span>
          {now.text}
        </span>
      )}
      {body && <span className="line-clamp-2 break-words text-ink-2 text-sm">{body}</span>}
    </Link>
  );
}

const Was = ({ children }: { children: string }) => (
  <>
    <span className="sr-only">was: </span>
    <del className="text-ink-2 decoration-danger/70">{children}</del>
  </>
);
