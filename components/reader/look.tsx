"use client";
import type { ReadingSettings } from "@/lib/schemas/user";
import { useReader } from "./store";

type Choice = [text: string, next: Partial<ReadingSettings>];
const ROWS: { name: keyof ReadingSettings; label: string; choices: Choice[] }[] = [
  {
    name: "theme",
    label: "Theme",
    choices: [
      ["System", { theme: "system" }],
      ["Light", { theme: "light" }],
      ["Dark", { theme: "dark" }],
    ],
  },
  {
    name: "face",
    label: "Type",
    choices: [
      ["Serif", { face: "serif" }],
      ["Sans", { face: "sans" }],
    ],
  },
  {
    name: "width",
    label: "Width",
    choices: [
      ["Narrow", { width: "narrow" }],
      ["Medium", { width: "medium" }],
      ["Wide", { width: "wide" }],
    ],
  },
  {
    name: "leading",
    label: "Lines",
    choices: [
      ["Close", { leading: "tight" }],
      ["Medium", { leading: "medium" }],
      ["Open", { leading: "loose" }],
    ],
  },
];

/** How this reader likes to read. Every change shows at once and stays, here or in the account. */
export default function Look() {
  const settings = useReader((reader) => reader.settings);
  const setSettings = useReader((reader) => reader.setSettings);
  return (
    <div className="grid gap-3.5 p-4 text-sm">
      <label className="grid grid-cols-[4.5rem_1fr_2.5rem] items-center gap-2">
        <span className="text-ink-2">Size</span>
        <input
          type="range"
          min={15}
          max={28}
          value={settings.size}
          onChange={(event) => setSettings({ size: event.target.valueAsNumber })}
          className="h-6 w-full accent-ink"
        />
        <output className="text-right text-ink-3 tabular-nums">{settings.size} px</output>
      </label>
      {ROWS.map(({ name, label, choices }) => (
        <fieldset key={name} className="grid grid-cols-[4.5rem_1fr] items-center gap-2">
          <legend className="contents">
            <span className="text-ink-2">{label}</span>
          </legend>
          <div className="flex rounded-[9px] bg-well p-[3px]">
            {choices.map(([text, next]) => (
              <label
                key={text}
                className="flex-1 rounded-[7px] px-2 py-1 text-center font-medium text-ink-2 has-checked:bg-sheet has-checked:text-ink has-checked:shadow-[0_1px_2px_rgb(0_0_0/.08)] has-focus-visible:outline-2 has-focus-visible:outline-accent"
              >
                <input
                  type="radio"
                  name={name}
                  checked={settings[name] === next[name]}
                  onChange={() => setSettings(next)}
                  className="sr-only"
                />
                {text}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          checked={settings.cues}
          onChange={(event) => setSettings({ cues: event.target.checked })}
          className="mt-0.5 size-4 shrink-0 accent-ink"
        />
        <span>
          Announce annotations in the text
          <span className="block text-ink-3 text-xs">For screen readers</span>
        </span>
      </label>
    </div>
  );
}
