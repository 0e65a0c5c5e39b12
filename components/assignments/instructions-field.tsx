"use client";
import { useEffect, useId, useState } from "react";
import { Blocks } from "@/components/reader/blocks";
import { Frame } from "@/components/ui/field";
import { textareaClass } from "@/components/ui/input";
import type { Block } from "@/lib/written";

/** Instructions in Markdown: to write, or as students will read them. */
export function InstructionsField({
  value,
  wrong,
  onType,
}: {
  value: string;
  wrong?: string[];
  onType: (value: string) => void;
}) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const [blocks, setBlocks] = useState<Block[] | null>(null);
  useEffect(() => {
    if (!shown) return;
    let here = true;
    void import("@/lib/markdown").then(({ parse }) => here && setBlocks(parse(value)));
    return () => {
      here = false;
    };
  }, [shown, value]);
  const way = (preview: boolean, label: string) => (
    <button
      type="button"
      aria-pressed={shown === preview}
      onClick={() => setShown(preview)}
      className="min-h-6 rounded-[6px] px-2.5 py-0.5 font-medium text-ink-2 text-xs aria-pressed:bg-sheet aria-pressed:text-ink aria-pressed:shadow-[0_1px_2px_rgb(0_0_0/.08)] pointer-coarse:min-h-9"
    >
      {label}
    </button>
  );
  return (
    <Frame
      id={id}
      label="Instructions"
      aside={
        <span className="flex gap-0.5 rounded-[8px] bg-well p-[2px]">
          {way(false, "Write")}
          {way(true, "Preview")}
        </span>
      }
      hint="Optional. Markdown: **bold**, *italic*, lists with - or 1., > for a quotation, [words](address) for a link."
      wrong={wrong}
    >
      {shown ? (
        <div
          className="min-h-40 rounded-lg border border-line bg-sheet px-4 py-3 font-serif text-[1.0625rem] leading-[1.6]"
          role="status"
        >
          {value.trim() ? (
            blocks && <Blocks of={blocks} className="grid-cols-1 gap-3 break-words" />
          ) : (
            <p className="text-ink-3">Nothing is written yet.</p>
          )}
        </div>
      ) : (
        <textarea
          dir="auto"
          id={id}
          value={value}
          rows={7}
          maxLength={20_000}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={`${id}-hint ${id}-error`}
          onChange={(event) => onType(event.target.value)}
          className={textareaClass}
        />
      )}
    </Frame>
  );
}
