"use client";
import { type ReactNode, useId, useState } from "react";
import { count } from "@/components/groups/row";
import { Button } from "@/components/ui/button";
import { inputClass } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { ENCODINGS, type Encoding } from "@/lib/encodings";
import type { Columns, RosterPreview } from "@/lib/schemas/roster";
import { ColumnChoice } from "./columns";

/** Rows that are shown at once: of five thousand nobody looks at all. */
const ROWS = 25;

/** What a roster is understood as, with what is wrong by line, before anything is done. */
export function Understood({
  preview,
  file,
  encoding,
  onEncoding,
  busy,
  onColumns,
  onImport,
  onBack,
  children,
}: {
  preview: RosterPreview;
  file: string | null;
  /** In which it was read, where the file did not say; `null` where it did. */
  encoding: Encoding | null;
  onEncoding: (encoding: Encoding) => void;
  busy: boolean;
  onColumns: (columns: Columns) => void;
  onImport: () => void;
  onBack: () => void;
  /** For how long slips work, where there will be any. */
  children: ReactNode;
}) {
  const { lines, faults, sections, warnings, columns, heads } = preview;
  const encodingId = useId();
  const bare = lines.filter((one) => one.email === null).length;
  // It stays open while columns are chosen, whatever is understood then.
  const [chooses] = useState(!(columns.header && (columns.name ?? columns.first ?? columns.last) !== undefined));
  const told = columns.header && (columns.name ?? columns.first ?? columns.last) !== undefined;
  return (
    <>
      <div className="grid gap-1">
        <h3 className="font-semibold font-serif text-xl tracking-tight">
          {lines.length === 0 ? "Nobody to import" : `${count(lines.length, "person", "people")} to import`}
          {file && <span className="text-ink-2"> from {file}</span>}
        </h3>
        <p className="max-w-prose text-ink-2 text-sm">
          {lines.length > bare &&
            `${count(lines.length - bare, "has an address and is", "have an address and are")} invited, unless they were before; whether they have an account here is told to nobody. `}
          {bare > 0 &&
            `${count(bare, "has none and is", "have none and are")} given an account with a slip, unless the group made one before.`}
          {sections.length > 0 &&
            ` ${sections.length === 1 ? "A section is" : `${sections.length} sections are`} made anew: ${sections.slice(0, 8).join(", ")}${sections.length > 8 ? " …" : "."}`}
        </p>
      </div>
      {encoding && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg bg-well px-4 py-3 text-sm">
          <p className="min-w-60 flex-1">
            The file doesn’t say which encoding it uses. If names look wrong, choose another one.
          </p>
          <label htmlFor={encodingId} className="font-medium text-xs">
            Encoding
          </label>
          <select
            id={encodingId}
            value={encoding}
            disabled={busy}
            onChange={(event) => {
              const chosen = ENCODINGS.find(({ name }) => name === event.target.value);
              if (chosen) onEncoding(chosen.name);
            }}
            className={`${inputClass} w-auto`}
          >
            {ENCODINGS.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </div>
      )}
      {warnings.map((one) => (
        <Notice key={one}>{one}</Notice>
      ))}
      {faults.length > 0 && <Faults faults={faults} />}
      <details open={chooses} className="border-line border-t pt-3">
        <summary className="cursor-pointer font-medium text-ink-2 text-sm hover:text-ink">
          Which column says what
        </summary>
        <div className="grid gap-4 pt-4">
          {!told && (
            <p className="text-ink-2 text-sm">The first row does not tell what the columns are. Choose them here.</p>
          )}
          <ColumnChoice columns={columns} heads={heads} busy={busy} onChange={onColumns} />
        </div>
      </details>
      {lines.length > 0 && <Lines lines={lines} />}
      {bare > 0 && <div className="max-w-[220px]">{children}</div>}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" busy={busy} disabled={lines.length === 0} onClick={onImport}>
          {faults.length > 0 && lines.length > 0
            ? `Import the ${lines.length.toLocaleString("en")} without a fault`
            : `Import ${count(lines.length, "person", "people")}`}
        </Button>
        <Button look="quiet" disabled={busy} onClick={onBack}>
          Back to the roster
        </Button>
      </div>
    </>
  );
}

function Faults({ faults }: { faults: RosterPreview["faults"] }) {
  const [all, setAll] = useState(false);
  const shown = all ? faults : faults.slice(0, 10);
  return (
    <section aria-label="What is wrong" className="rounded-lg bg-danger-wash px-4 py-3 text-sm">
      <p className="font-medium text-danger">
        {count(faults.length, "line cannot be imported and is", "lines cannot be imported and are")} left out.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must scroll by the keys as well. */}
      <ul tabIndex={0} aria-label="Lines with a fault" className="mt-2 grid max-h-80 gap-1 overflow-y-auto">
        {shown.map(({ line, message }) => (
          <li key={line} className="break-words">
            <span className="font-medium tabular-nums">Line {line}:</span> {message}
          </li>
        ))}
      </ul>
      {!all && faults.length > shown.length && (
        <Button size="sm" look="quiet" className="-ml-3 mt-1" onClick={() => setAll(true)}>
          Show all {faults.length.toLocaleString("en")}
        </Button>
      )}
    </section>
  );
}

function Lines({ lines }: { lines: RosterPreview["lines"] }) {
  const [from, setFrom] = useState(0);
  const begin = Math.min(from, Math.max(0, lines.length - 1));
  const shown = lines.slice(begin, begin + ROWS);
  return (
    <div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard. */}
      <section className="overflow-x-auto" tabIndex={0} aria-label="Who is to be imported">
        <table className="w-full min-w-[560px] border-collapse text-left text-sm">
          <thead>
            <tr className="text-ink-3 text-xs">
              <th scope="col" className="py-2 pr-4 font-medium">
                Line
              </th>
              <th scope="col" className="py-2 pr-4 font-medium">
                Name
              </th>
              <th scope="col" className="py-2 pr-4 font-medium">
                E-mail
              </th>
              <th scope="col" className="py-2 pr-4 font-medium">
                Section
              </th>
              <th scope="col" className="py-2 font-medium">
                ID
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ line, name, email, section, externalId }) => (
              <tr key={line} className="border-line border-t align-top">
                <td className="py-2 pr-4 text-ink-3 tabular-nums">{line}</td>
                <td className="py-2 pr-4 font-medium">{name}</td>
                <td className="py-2 pr-4">{email ?? <span className="text-ink-3">none: a slip</span>}</td>
                <td className="py-2 pr-4">{section}</td>
                <td className="py-2">{externalId}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {lines.length > ROWS && (
        <nav aria-label="Pages of the preview" className="flex items-center gap-3 border-line border-t pt-3 text-sm">
          <Button size="sm" disabled={begin === 0} onClick={() => setFrom(Math.max(0, begin - ROWS))}>
            Before
          </Button>
          <Button size="sm" disabled={begin + ROWS >= lines.length} onClick={() => setFrom(begin + ROWS)}>
            After
          </Button>
          <span aria-live="polite" className="text-ink-2">
            {(begin + 1).toLocaleString("en")} to {Math.min(begin + ROWS, lines.length).toLocaleString("en")} of{" "}
            {lines.length.toLocaleString("en")}
          </span>
        </nav>
      )}
    </div>
  );
}
