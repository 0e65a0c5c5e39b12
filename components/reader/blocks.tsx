import { lazy, type ReactNode, Suspense } from "react";
import type { Block, Piece } from "@/lib/written";

const Formula = lazy(() => import("./formula"));

const piece = (p: Piece, key: number): ReactNode => {
  if (typeof p === "string") return p;
  switch (p.is) {
    case "br":
      return <br key={key} />;
    case "code":
      return (
        <code key={key} className="rounded bg-well px-1 py-px font-mono text-[0.92em]">
          {p.text}
        </code>
      );
    case "tex":
      return (
        <Suspense key={key} fallback={p.text}>
          <Formula tex={p.text} display={p.display} />
        </Suspense>
      );
    case "strong":
      return (
        <strong key={key} className="font-semibold">
          {p.of.map(piece)}
        </strong>
      );
    case "name":
      return (
        <span key={key} className="rounded-[5px] bg-accent/12 px-[3px] py-px font-medium text-ink">
          {p.text}
        </span>
      );
    case "em":
      return <em key={key}>{p.of.map(piece)}</em>;
    case "link":
      return (
        <a
          key={key}
          href={p.to}
          target="_blank"
          rel="nofollow noopener noreferrer ugc"
          className="text-accent underline decoration-1 underline-offset-2"
        >
          {p.of.map(piece)}
        </a>
      );
  }
};

/** Who said what is quoted: a last line of the quotation that begins with a dash, as people write it. */
function saidBy(quoted: readonly Block[]): readonly Piece[] | null {
  const last = quoted.length > 1 ? quoted.at(-1) : undefined;
  return last?.is === "p" && typeof last.of[0] === "string" && /^[—–] /u.test(last.of[0]) ? last.of : null;
}

const block = (b: Block, key: number): ReactNode => {
  switch (b.is) {
    case "p":
      return (
        <p key={key} dir="auto">
          {b.of.map(piece)}
        </p>
      );
    case "line":
      return <hr key={key} className="border-line" />;
    case "pre":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard.
        <pre key={key} tabIndex={0} className="overflow-x-auto rounded-md bg-well px-2.5 py-2 font-mono text-xs">
          {b.text}
        </pre>
      );
    case "quote": {
      const by = saidBy(b.of);
      return (
        <blockquote key={key} dir="auto" className="grid gap-1.5 border-line-2 border-s-2 ps-3 text-ink-2">
          {(by ? b.of.slice(0, -1) : b.of).map(block)}
          {by && <footer className="text-ink-3 text-xs">{by.map(piece)}</footer>}
        </blockquote>
      );
    }
    case "list": {
      const items = b.items.map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a written text has no other identity.
        <li key={i} className="ps-0.5">
          {item.map(block)}
        </li>
      ));
      return b.from === null ? (
        <ul key={key} dir="auto" className="list-disc ps-5">
          {items}
        </ul>
      ) : (
        <ol key={key} dir="auto" start={b.from} className="list-decimal ps-5">
          {items}
        </ol>
      );
    }
  }
};

/** A note's body as elements, never as a string of HTML. Works on the server and in the browser alike. */
export const Blocks = ({ of, className = "" }: { of: readonly Block[]; className?: string }) => (
  <div className={`grid gap-2 break-words ${className}`}>{of.map(block)}</div>
);
