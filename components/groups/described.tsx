import { Blocks } from "@/components/reader/blocks";
import { parse } from "@/lib/markdown";
import type { Block, Piece } from "@/lib/written";

/** Characters of a description that stand on the page; what follows in one that is much longer opens below them. */
const SHOWN = 600;
const ROOM = 300;

/** What a group is for, as its owners wrote it: Markdown, like a note. */
export function Described({ text }: { text: string }) {
  const blocks = parse(text);
  let sum = 0;
  const at = blocks.findIndex((block) => {
    const before = sum;
    sum += lengthOf(block);
    return before > 0 && sum > SHOWN;
  });
  const all = blocks.reduce((n, block) => n + lengthOf(block), 0);
  const folded = at > 0 && all > SHOWN + ROOM ? at : blocks.length;
  return (
    <div className="grid max-w-prose grid-cols-1 gap-2 font-serif text-[1.0625rem] leading-[1.6]">
      <Blocks of={blocks.slice(0, folded)} className="grid-cols-1 gap-3" />
      {folded < blocks.length && (
        <details className="group/more">
          <summary className="inline-flex h-9 cursor-pointer list-none items-center font-medium font-sans text-accent text-sm underline-offset-4 hover:underline group-open/more:hidden [&::-webkit-details-marker]:hidden">
            Read on
          </summary>
          <Blocks of={blocks.slice(folded)} className="mt-1 grid-cols-1 gap-3" />
        </details>
      )}
    </div>
  );
}

/** How many letters stand in a part. */
function lengthOf(part: Block | Piece): number {
  if (typeof part === "string") return part.length;
  if ("text" in part) return part.text.length;
  const inside = "items" in part ? part.items.flat() : "of" in part ? part.of : [];
  return inside.reduce((sum: number, one) => sum + lengthOf(one), 0);
}
