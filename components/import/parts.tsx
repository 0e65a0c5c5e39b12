import { useId } from "react";
import { Button } from "@/components/ui/button";
import type { Preview } from "@/lib/schemas/article";

/** What could be taken of a page in place of the article found in it. */
export function PartChoice({
  parts,
  part,
  onPart,
}: {
  parts: Preview["parts"];
  part: string;
  onPart: (part: string) => void;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-1 rounded-lg bg-well px-4 py-3 text-sm">
      <h3 id={id} className="font-medium">
        Other parts of this page
      </h3>
      <ul className="grid">
        {parts.map((one) => (
          <li key={one.part} className="flex items-center gap-4 border-line border-t py-2 first:border-t-0">
            <span className="min-w-0 flex-1 break-words">
              {NAMES[one.part]}
              {one.begins && <span lang="">{`${NAMES[one.part] ? ": " : ""}“${one.begins}”`}</span>}
              <span className="text-ink-2"> · {one.words.toLocaleString("en")} words</span>
            </span>
            {one.part === part ? (
              <span className="font-medium text-ink-2">Shown below</span>
            ) : (
              <Button
                size="sm"
                aria-label={`Use ${NAMES[one.part]?.toLowerCase() ?? `“${one.begins}”`}`}
                onClick={() => onPart(one.part)}
              >
                Use this
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const NAMES: Readonly<Record<string, string>> = { article: "The article found", page: "Everything on the page" };
