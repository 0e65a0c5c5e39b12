"use client";
import dynamic from "next/dynamic";
import { useEffect, useId, useRef, useState } from "react";
import { call } from "@/components/reader/client";
import { Button } from "@/components/ui/button";
import { inputClass } from "@/components/ui/input";
import { distinguish, type Titled } from "@/lib/same-title";
import type { FilledReading, Part } from "./filled";
import { Order } from "./order";
import { shortened } from "./shortened";

const ChoosePart = dynamic(() => import("./choose-part"), { ssr: false });

export type Choosable = Titled;
/** Milliseconds without a letter after which the library is asked. */
const PAUSE_MS = 200;
const MOST = 20;

/** The texts of an assignment, in their order: chosen from the group's readings and one's own library. */
export function ReadingsField({
  groupId,
  group,
  open,
  value,
  errors,
  onChange,
}: {
  groupId: string;
  /** What the group reads already. */
  group: readonly Choosable[];
  /** The group is public, and reads public texts alone. */
  open: boolean;
  value: readonly FilledReading[];
  errors: Record<string, string[]>;
  onChange: (next: FilledReading[]) => void;
}) {
  const set = (at: number, next: FilledReading | null) =>
    onChange(value.flatMap((one, i) => (i === at ? (next ? [next] : []) : [one])));
  const move = (at: number, by: number) => {
    const next = [...value];
    const [taken] = next.splice(at, 1);
    if (taken) next.splice(at + by, 0, taken);
    onChange(next);
  };
  return (
    <div className="grid gap-4">
      {value.length > 0 && (
        <ol className="border-line border-b">
          {value.map((reading, at) => (
            <Chosen
              key={reading.articleId}
              reading={reading}
              first={at === 0}
              last={at === value.length - 1}
              wrong={wrongOf(errors, at)}
              onPart={(part) => set(at, { ...reading, part, lost: null })}
              onMove={(by) => move(at, by)}
              onTake={() => set(at, null)}
            />
          ))}
        </ol>
      )}
      {errors.readings && (
        <p role="alert" className="text-danger text-sm">
          {errors.readings.join(" ")}
        </p>
      )}
      {value.length < MOST && (
        <Chooser
          group={group}
          groupId={groupId}
          open={open}
          chosen={value}
          begun={value.length > 0}
          onChoose={({ id, title }) => onChange([...value, { articleId: id, title, part: null, lost: null }])}
        />
      )}
    </div>
  );
}

const wrongOf = (errors: Record<string, string[]>, at: number) =>
  Object.entries(errors).flatMap(([field, said]) =>
    field === `readings.${at}` || field.startsWith(`readings.${at}.`) ? said : [],
  );

function Chosen({
  reading,
  first,
  last,
  wrong,
  onPart,
  onMove,
  onTake,
}: {
  reading: FilledReading;
  first: boolean;
  last: boolean;
  wrong: string[];
  onPart: (part: Part | null) => void;
  onMove: (by: number) => void;
  onTake: () => void;
}) {
  const { articleId, title, part, lost } = reading;
  const [choosing, setChoosing] = useState(false);
  return (
    <li className="grid gap-1 border-line border-t py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="min-w-0 break-words font-semibold font-serif text-[1.0625rem]">{title}</span>
        <span className="-mr-3 ml-auto flex flex-wrap max-sm:-ml-3">
          <Button
            size="sm"
            look="quiet"
            onClick={() => setChoosing(true)}
            aria-label={`${part || lost !== null ? "Another part" : "Only a part"}: ${title}`}
          >
            {lost !== null ? "Draw the part again" : part ? "Another part" : "Only a part"}
          </Button>
          {(part || lost !== null) && (
            <Button size="sm" look="quiet" aria-label={`All of it: ${title}`} onClick={() => onPart(null)}>
              All of it
            </Button>
          )}
          {!(first && last) && <Order name={title} first={first} last={last} onMove={onMove} />}
          <Button size="sm" look="quiet" aria-label={`Take off: ${title}`} onClick={onTake}>
            Take off
          </Button>
        </span>
      </div>
      <p className="text-ink-2 text-sm">
        {part ? (
          <>
            A part of it:{" "}
            <q dir="auto" className="font-serif">
              {shortened(part.exact)}
            </q>
          </>
        ) : lost === null ? (
          "All of it."
        ) : null}
      </p>
      {lost !== null && (
        <p className="rounded-lg bg-danger-wash px-3.5 py-2.5 text-danger text-sm">
          The part that was chosen is no longer in this text: a new version was published without it. Draw it again, or
          ask for all of the text. It was: <q className="font-serif">{shortened(lost)}</q>
        </p>
      )}
      {wrong.length > 0 && (
        <p role="alert" className="text-danger text-sm">
          {wrong.join(" ")}
        </p>
      )}
      {choosing && (
        <ChoosePart
          articleId={articleId}
          title={title}
          part={part}
          onChoose={(next) => {
            onPart(next);
            setChoosing(false);
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </li>
  );
}

/** Finds a text by words of its title: what the group reads first, then what stands in one's own library. */
function Chooser({
  group,
  groupId,
  open,
  chosen,
  begun,
  onChoose,
}: {
  group: readonly Choosable[];
  groupId: string;
  open: boolean;
  chosen: readonly FilledReading[];
  begun: boolean;
  onChoose: (one: Choosable) => void;
}) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [q, setQ] = useState("");
  const [found, setFound] = useState<readonly Choosable[] | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let here = true;
    const timer = setTimeout(
      async () => {
        const answer = await call<{ items: (Choosable & { visibility: string; sample: boolean })[] }>(
          "GET",
          `articles?limit=20&q=${encodeURIComponent(q.trim())}`,
        );
        if (!here) return;
        setFailed(!answer.ok);
        if (answer.ok)
          setFound(answer.value.items.filter((one) => !one.sample && (!open || one.visibility === "public")));
      },
      q ? PAUSE_MS : 0,
    );
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [q, open]);
  const free = (list: readonly Choosable[]) =>
    list.filter((one) => !chosen.some(({ articleId }) => articleId === one.id));
  const words = q.trim().toLowerCase().split(/\s+/);
  const here = free(group).filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)));
  const elsewhere = free(found ?? []).filter((one) => !group.some((read) => read.id === one.id));
  const apart = distinguish(
    [...group, ...(found ?? [])].filter((one, at, all) => at === all.findIndex(({ id }) => id === one.id)),
  );
  const take = (one: Choosable) => {
    onChoose(one);
    setQ("");
    field.current?.focus();
  };
  return (
    <div className="grid gap-2">
      <label htmlFor={id} className="font-medium text-sm">
        {begun ? "Add another text" : "Choose a text"}
      </label>
      <input
        ref={field}
        id={id}
        type="search"
        value={q}
        maxLength={200}
        autoComplete="off"
        placeholder="Words of a title"
        onChange={(event) => setQ(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          const [first] = [...here, ...elsewhere];
          if (q.trim() && first) take(first);
        }}
        className={inputClass}
      />
      <div className="max-h-72 overflow-y-auto rounded-lg border border-line empty:hidden">
        <Found title="Read in this group" list={here} apart={apart} onChoose={take} />
        <Found title="In your library" list={elsewhere} apart={apart} onChoose={take} />
        {here.length + elsewhere.length === 0 && (found || failed) && (
          <p className="px-3.5 py-3 text-ink-2 text-sm" role="status">
            {failed
              ? "Your library could not be asked just now. Type again in a moment."
              : q.trim()
                ? "No title with these words."
                : "Nothing else stands here or in your library."}{" "}
            <a href={`/articles/new?group=${groupId}`} className="font-medium text-accent underline underline-offset-2">
              Bring in a new article
            </a>
          </p>
        )}
      </div>
    </div>
  );
}

function Found({
  title,
  list,
  apart,
  onChoose,
}: {
  title: string;
  list: readonly Choosable[];
  apart: ReadonlyMap<string, string>;
  onChoose: (one: Choosable) => void;
}) {
  if (list.length === 0) return null;
  return (
    <section aria-label={title} className="border-line not-first:border-t">
      <h3 className="px-3.5 pt-2.5 pb-1 font-semibold text-xs text-ink-3 uppercase tracking-[.06em]">{title}</h3>
      <ul className="pb-1.5">
        {list.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              onClick={() => onChoose(one)}
              className="flex w-full items-baseline justify-between gap-3 px-3.5 py-1.5 text-left hover:bg-well focus-visible:bg-well focus-visible:-outline-offset-2 pointer-coarse:min-h-10"
            >
              <span className="min-w-0 break-words">
                <span className="font-serif text-[0.9375rem]">{one.title}</span>
                {apart.get(one.id) && <span className="block text-ink-2 text-xs">{apart.get(one.id)}</span>}
              </span>
              <span className="shrink-0 font-medium text-ink-2 text-sm">Add</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
