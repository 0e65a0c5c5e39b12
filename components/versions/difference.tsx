import Link from "next/link";
import { createElement } from "react";
import { languageOf } from "@/components/ui/language";
import type { Edit, Span } from "@/lib/anchoring";
import { fold, type Item, paged, pageOf, rowsAt } from "@/lib/changes/fold";
import { pictures, type Row, rows, type Text } from "@/lib/changes/rows";
import { type Lit, Passage } from "./passage";

/** What of a difference is looked at: a page of it, a fold that was opened, a mark that is pointed at. */
export type View = { page: number; open: Span | null; lit: Lit | null };
/** The address of the same page with another view. */
export type To = (view: { page?: number; open?: Span }) => string;

const count = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
/** Rows beside a mark that is pointed at. */
const AROUND = 1;

/** Two texts as one document: what stayed is folded, what changed is read where it stands. Works without a script. */
export function Difference({
  before,
  after,
  edits,
  view,
  to,
  dir,
  language,
}: {
  before: Text;
  after: Text;
  /** Null where there was no time to compare: then the old text stands before the new one. */
  edits: readonly Edit[] | null;
  view: View;
  to: To;
  dir: "ltr" | "rtl";
  language: string | null;
}) {
  const [old, late] = [before.layout.text, after.layout.text];
  const whole: Edit = { from: { start: 0, end: old.length }, to: { start: 0, end: late.length } };
  const made = rows(before, after, edits ?? [whole]);
  const { lit } = view;
  const place = lit?.now ? { now: lit.now } : lit?.was ? { was: lit.was } : null;
  const at = place && rowsAt(made, place);
  const shown = [view.open, at && { start: at.start - AROUND, end: at.end + AROUND }].filter((span) => span !== null);
  const pages = paged(made, fold(made, shown));
  const asked = at ? pageOf(pages, at.start) : view.open && !view.page ? pageOf(pages, view.open.start) : view.page;
  const page = Math.min(asked, pages.length - 1);
  const images = pictures(before.tree, after.tree);
  const levels = levelsOf(made);
  return (
    <>
      {!edits && (
        <p className="mb-6 rounded-lg bg-well px-3.5 py-2.5 text-sm">
          There is too much to compare word by word in time. What stood there comes first, then what stands there now.
        </p>
      )}
      {(images.added > 0 || images.cut > 0) && (
        <p className="mb-6 text-ink-2 text-sm">
          {[
            images.added > 0 && `${count(images.added, "picture")} added`,
            images.cut > 0 && `${count(images.cut, "picture")} taken out`,
          ]
            .filter(Boolean)
            .join(", ")}
          .
        </p>
      )}
      <section aria-labelledby="changed" className="reader difference" data-size="19">
        <h2 id="changed" className="sr-only">
          Text with its changes
        </h2>
        <div {...languageOf({ dir, language })} className="text">
          {(pages[page] ?? []).map((item) =>
            item.is === "fold" ? (
              <Fold key={`fold-${item.from}`} item={item} to={to} />
            ) : (
              <Line key={item.at} at={item.at} row={made[item.at]!} levels={levels}>
                <Passage row={made[item.at]!} before={old} after={late} lit={lit} />
              </Line>
            ),
          )}
        </div>
      </section>
      {pages.length > 1 && (
        <nav aria-label="Pages of the difference" className="mt-8 flex items-center justify-between gap-4 text-sm">
          {page > 0 ? <Turn href={to({ page: page - 1 })}>Earlier changes</Turn> : <span />}
          <span className="text-ink-3">
            Part {page + 1} of {pages.length}
          </span>
          {page + 1 < pages.length ? <Turn href={to({ page: page + 1 })}>Further changes</Turn> : <span />}
        </nav>
      )}
    </>
  );
}

const Turn = ({ href, children }: { href: string; children: string }) => (
  <Link href={href} className="font-medium text-accent underline underline-offset-2">
    {children}
  </Link>
);

/** At most so many rows are unfolded at once. */
const MOST_OPEN = 200;

function Fold({ item, to }: { item: Extract<Item, { is: "fold" }>; to: To }) {
  const open = { start: item.from, end: Math.min(item.to, item.from + MOST_OPEN) };
  return (
    <p className="fold" dir="ltr" lang="en">
      <Link href={`${to({ open })}#row-${item.from}`}>{count(item.to - item.from, "paragraph")} unchanged</Link>
    </p>
  );
}

const headingLevel = (row: Row): number | null => {
  const level = /^h([1-6])$/.exec(row.leaf.node.tagName)?.[1];
  return level === undefined ? null : Number(level);
};

/** By the level that a heading has in its text, the one it has here, below the page's two; no level is passed over. */
function levelsOf(made: readonly Row[]): ReadonlyMap<number, number> {
  const used = new Set(made.map(headingLevel).filter((level) => level !== null));
  return new Map([...used].sort((a, b) => a - b).map((level, i) => [level, Math.min(6, i + 3)]));
}

/** How a leaf is set here: headings keep their order below the page's own; what stands in a list or a table says so. */
function Line({
  row,
  at,
  levels,
  children,
}: {
  row: Row;
  at: number;
  levels: ReadonlyMap<number, number>;
  children: React.ReactNode;
}) {
  const { tagName, properties } = row.leaf.node;
  const level = headingLevel(row);
  const name = level !== null ? `h${levels.get(level) ?? 6}` : tagName === "pre" ? "pre" : "p";
  const names = [tagName, ...row.within];
  const place = names.some((n) => n === "td" || n === "th") ? "cell" : names.includes("li") ? "item" : "";
  const props = {
    id: `row-${at}`,
    lang: properties.lang,
    dir: properties.dir,
    "data-row": row.is,
    "data-place": place || undefined,
    "data-quoted": names.includes("blockquote") || undefined,
  };
  return (
    <>
      {createElement(name, props, children)}
      {row.reset && (
        <p className="aside" dir="ltr" lang="en">
          The words are the same; how they are set has changed.
        </p>
      )}
    </>
  );
}
