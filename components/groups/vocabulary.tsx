"use client";
import { useRef, useState } from "react";
import type { Act } from "@/components/ui/act";
import { Button } from "@/components/ui/button";
import { ClientForm } from "@/components/ui/client-form";
import { inputClass } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { useAnswer } from "@/components/ui/use-answer";
import { COLOURS } from "@/lib/colours";
import type { VocabularyTag } from "@/lib/schemas/group";
import { Dot } from "./dot";

/** The most that a group sets; `lib/schemas/group.ts` holds it. */
const MOST = 50;
type Row = VocabularyTag & { key: number };

/** A group's tags, to be set and put in order as one list; nothing of it counts before it is saved. */
export function EditVocabulary({
  groupId,
  tags,
  action,
}: {
  groupId: string;
  tags: readonly VocabularyTag[];
  action: Act;
}) {
  const next = useRef(tags.length);
  const [rows, setRows] = useState<Row[]>(() => tags.map((one, key) => ({ ...one, key })));
  const [said, setSaid] = useState("");
  const [answer, run, busy] = useAnswer(action);
  const [touched, setTouched] = useState(false);
  const list = useRef<HTMLOListElement>(null);

  const change = (to: Row[]) => {
    setRows(to);
    setTouched(true);
  };
  const revise = (key: number, part: Partial<VocabularyTag>) =>
    change(rows.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const move = (at: number, by: -1 | 1) => {
    const to = at + by;
    const [one, other] = [rows[at], rows[to]];
    if (!one || !other) return;
    change(rows.with(at, other).with(to, one));
    setSaid(`${one.tag || "The tag"} is number ${to + 1} of ${rows.length}.`);
  };
  const add = () => {
    const colour = COLOURS[rows.length % COLOURS.length] ?? "slate";
    change([...rows, { key: next.current++, tag: "", colour, help: "" }]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("li:last-child [data-tag]")?.focus());
  };
  const remove = (at: number) => {
    const gone = rows[at];
    change(rows.filter((_, i) => i !== at));
    setSaid(`${gone?.tag || "The tag"} is taken off the list.`);
    requestAnimationFrame(() =>
      list.current?.querySelectorAll<HTMLElement>("[data-tag]")[Math.max(0, at - 1)]?.focus(),
    );
  };
  const wrong = answer.status === "failed" && !touched ? answer : null;

  return (
    <ClientForm
      action={(form) => {
        setTouched(false);
        run(form);
      }}
      className="grid gap-4 border-line border-t pt-4"
    >
      <input type="hidden" name="groupId" value={groupId} />
      <input type="hidden" name="tags" value={JSON.stringify(rows.map(({ key: _, ...one }) => one))} />
      {rows.length === 0 && (
        <p className="max-w-prose text-ink-2 text-sm">
          None are set. Tags that you set here are offered first to whoever tags a note in this group, each with its
          colour and a line that says when to use it.
        </p>
      )}
      <ol ref={list} className="grid gap-2 max-bar:gap-4">
        {rows.map((row, at) => {
          const name = row.tag || `tag ${at + 1}`;
          return (
            <li
              key={row.key}
              className="grid grid-cols-[auto_minmax(0,10rem)_minmax(0,1fr)_auto] items-center gap-2 max-bar:grid-cols-[auto_1fr]"
              onKeyDown={(event) => {
                if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
                event.preventDefault();
                move(at, event.key === "ArrowUp" ? -1 : 1);
              }}
            >
              <span className="relative flex h-9 items-center gap-1.5 rounded-lg border border-line bg-sheet pr-6 pl-2.5 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent">
                <Dot colour={row.colour} />
                <select
                  aria-label={`Colour of ${name}`}
                  value={row.colour}
                  onChange={(event) =>
                    revise(row.key, { colour: COLOURS.find((one) => one === event.target.value) ?? row.colour })
                  }
                  className="w-14 appearance-none bg-transparent text-ink-2 outline-none max-sm:text-[1rem]"
                >
                  {COLOURS.map((colour) => (
                    <option key={colour} value={colour}>
                      {colour}
                    </option>
                  ))}
                </select>
                <svg
                  aria-hidden
                  viewBox="0 0 10 6"
                  className="pointer-events-none absolute right-2 w-2 fill-none stroke-2 stroke-current"
                >
                  <path d="m1 1 4 4 4-4" />
                </svg>
              </span>
              <input
                data-tag
                dir="auto"
                aria-label={`Name of tag ${at + 1}`}
                value={row.tag}
                maxLength={100}
                autoComplete="off"
                placeholder="Tag"
                onChange={(event) => revise(row.key, { tag: event.target.value })}
                className={`${inputClass} !h-9 !text-sm max-sm:!text-[1rem]`}
              />
              <input
                dir="auto"
                aria-label={`When to use ${name}`}
                value={row.help}
                maxLength={200}
                autoComplete="off"
                placeholder="When to use it"
                onChange={(event) => revise(row.key, { help: event.target.value })}
                className={`${inputClass} !h-9 !text-sm max-sm:!text-[1rem] max-bar:col-span-2`}
              />
              <span className="flex max-bar:col-span-2 max-bar:-ml-3">
                <Button
                  look="quiet"
                  size="sm"
                  disabled={at === 0}
                  aria-label={`Move ${name} up`}
                  title="Up (Alt and ↑)"
                  onClick={() => move(at, -1)}
                >
                  ↑
                </Button>
                <Button
                  look="quiet"
                  size="sm"
                  disabled={at === rows.length - 1}
                  aria-label={`Move ${name} down`}
                  title="Down (Alt and ↓)"
                  onClick={() => move(at, 1)}
                >
                  ↓
                </Button>
                <Button look="quiet" size="sm" aria-label={`Take ${name} off the list`} onClick={() => remove(at)}>
                  ×
                </Button>
              </span>
            </li>
          );
        })}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
      {wrong && (
        <Notice tone="danger">{wrong.errors ? Object.values(wrong.errors).flat().join(" ") : wrong.message}</Notice>
      )}
      {answer.status === "done" && !touched && <Notice>Saved.</Notice>}
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={add} disabled={rows.length >= MOST}>
          Add a tag
        </Button>
        {(touched || rows.length > 0) && (
          <Button type="submit" look={touched ? "primary" : "plain"} busy={busy}>
            Save the tags
          </Button>
        )}
        {touched && <span className="text-ink-2 text-sm">Not saved yet.</span>}
      </div>
    </ClientForm>
  );
}

/** How a group tags, for its members to read. */
export function Vocabulary({ tags }: { tags: readonly VocabularyTag[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2 border-line border-t pt-3.5 text-sm">
      {tags.map(({ tag, colour, help }) => (
        <div key={tag} className="col-span-2 grid grid-cols-subgrid items-baseline max-sm:grid-cols-1 max-sm:gap-0.5">
          <dt className="flex items-center gap-2 font-medium">
            <Dot colour={colour} />
            <span className="min-w-0 break-words">{tag}</span>
          </dt>
          <dd className="text-ink-2 max-sm:pl-4">{help}</dd>
        </div>
      ))}
    </dl>
  );
}
