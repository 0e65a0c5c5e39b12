"use client";
import { Dialog } from "@/components/ui/dialog";
import { useReader } from "./store";

const KEYS: [string, string[], string][] = [
  ["Mark what is selected", ["C", "Q", "E", "N"], "as a claim, a quote, evidence or a note"],
  ["Sentence cursor", ["S"], "begins at the first sentence in the window"],
  ["Next or previous sentence", ["→", "←"], "the arrows down and up do the same"],
  ["Take in more, or less", ["Shift", "→"], "extends by a sentence; with ← it takes the last one off"],
  ["Next or previous mark", ["J", "K"], ""],
  ["Next that is new to you", ["N"], "while nothing is selected"],
  ["Open the card of a mark", ["Enter"], ""],
  ["Leave", ["Esc"], "the selection, then the mark; a new mark without words is deleted"],
  ["Delete your active mark", ["Delete"], ""],
  ["Undo", ["Ctrl", "Z"], "the last mark, change, or deletion"],
  ["Take the passage", ["Enter"], "while the place of a note is looked for"],
  ["All threads as a list", ["T"], "and back to the margin; the arrows go from row to row"],
  ["Contents", ["O"], "where the text has headings"],
  ["Find in this text", ["/"], ""],
  ["These keys", ["?"], ""],
];

/** All keys of the reader, and the switch for the single-letter ones. */
export default function Help({ onClose }: { onClose: () => void }) {
  const { keys } = useReader((reader) => reader.settings);
  const setSettings = useReader((reader) => reader.setSettings);
  return (
    <Dialog open onClose={onClose} title="Keys" wide>
      <dl className="grid gap-x-6 sm:grid-cols-[auto_1fr]">
        {KEYS.map(([what, caps, more]) => (
          <div key={what} className="contents">
            <dt className="flex gap-1 pt-2 sm:border-line sm:border-t sm:py-2.5">
              {caps.map((cap) => (
                <kbd
                  key={cap}
                  className="min-w-6 rounded-md border border-line bg-well px-1.5 py-0.5 text-center font-sans text-ink text-xs"
                >
                  {cap}
                </kbd>
              ))}
            </dt>
            <dd className="pb-2 sm:border-line sm:border-t sm:py-2.5">
              <span className="text-ink">{what}</span>
              {more && <span className="text-ink-3">, {more}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <label className="mt-4 flex items-center gap-2.5 border-line border-t pt-4 text-ink">
        <input
          type="checkbox"
          checked={keys}
          onChange={(event) => setSettings({ keys: event.target.checked })}
          className="size-4 accent-ink"
        />
        Letters and signs work as keys
      </label>
    </Dialog>
  );
}
