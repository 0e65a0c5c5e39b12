"use client";
import dynamic from "next/dynamic";
import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { asked, type Mention, MOST_MENTIONS } from "@/lib/mentions";
import type { Kind } from "@/lib/schemas/annotation";
import type { Person } from "@/lib/schemas/user";
import { PARTS } from "./ahead";
import { emphasise, type Field, link } from "./format";
import { CHOSEN, KINDS } from "./kinds";
import { KIND_NAMES } from "./model";

const box =
  "w-full rounded-xl border border-line-2/60 bg-sheet px-3 text-ink outline-none transition-colors focus:border-accent focus:outline-2 focus:outline-offset-0 focus:outline-accent/35 max-bar:text-[1rem]";

const KEYS = new Map<string, (field: Field) => Field>([
  ["b", (field) => emphasise(field, "bold")],
  ["i", (field) => emphasise(field, "italic")],
  ["k", link],
]);

const Offered = dynamic(PARTS.naming, { ssr: false });

/** Whom a text can name: where they are found, and who is named already. */
export type Naming = { where: string; known: readonly Mention[] };

/**
 * Where notes and replies are typed: it grows with its text and takes the focus when it appears, unless it `rests`. Ctrl or Cmd with B, I and K
 * format, with Enter save; Escape leaves (what was typed stays a draft). An `@` offers the people who can be named.
 */
export function Prose({
  value,
  label,
  placeholder,
  naming,
  again,
  rows = 3,
  rests = false,
  onChange,
  onSave,
  onLeave,
}: {
  value: string;
  label: string;
  placeholder?: string;
  naming?: Naming;
  /** Another value takes the focus again, to the end. */
  again?: number;
  rows?: number;
  /** It stands there before anybody wants to write: only `again` takes the focus. */
  rests?: boolean;
  /** `named` is who was chosen from those offered. */
  onChange: (text: string, named?: Mention) => void;
  onSave: () => void;
  onLeave: () => void;
}) {
  const ref = useRef<HTMLTextAreaElement>(null);
  const next = useRef<Field>(null);
  const keys = useRef<((event: KeyboardEvent) => boolean) | null>(null);
  const [name, setName] = useState<ReturnType<typeof asked>>(null);
  const [active, setActive] = useState<string | null>(null);
  const list = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is asked for from outside.
  useEffect(() => {
    if (rests && again === undefined) return;
    const field = ref.current;
    field?.focus({ preventScroll: true });
    field?.setSelectionRange(field.value.length, field.value.length);
    // A name may have been begun before this field was here.
    if (field) look(field);
  }, [again]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are another height.
  useLayoutEffect(() => {
    const field = ref.current;
    if (!field) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
    if (next.current?.text === value) field.setSelectionRange(next.current.start, next.current.end);
    next.current = null;
  }, [value, rows]);
  const look = (field: HTMLTextAreaElement) => {
    const { value: text, selectionStart: start, selectionEnd: end } = field;
    const full = !naming || naming.known.length >= MOST_MENTIONS;
    const now = full || start !== end ? null : asked(text, start, naming.known);
    setName((was) => (was?.at === now?.at && was?.typed === now?.typed ? was : now));
  };
  const choose = useCallback(
    ({ id: userId, name: chosen }: Person) => {
      const field = ref.current;
      if (!field || !name) return;
      const before = `${field.value.slice(0, name.at)}@${chosen} `;
      const after = field.value.slice(field.selectionStart).replace(/^ /u, "");
      next.current = { text: before + after, start: before.length, end: before.length };
      setName(null);
      onChange(before + after, { userId, name: chosen });
      field.focus({ preventScroll: true });
    },
    [name, onChange],
  );
  const key = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (keys.current?.(event)) {
      event.preventDefault();
      return event.stopPropagation();
    }
    if (event.key === "Escape") {
      event.stopPropagation();
      return onLeave();
    }
    if (!event.ctrlKey && !event.metaKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      return onSave();
    }
    const { value: text, selectionStart: start, selectionEnd: end } = event.currentTarget;
    const made = KEYS.get(event.key.toLowerCase())?.({ text, start, end });
    if (!made) return;
    event.preventDefault();
    next.current = made;
    onChange(made.text);
  };
  return (
    <div className="relative">
      <textarea
        dir="auto"
        ref={ref}
        rows={rows}
        value={value}
        aria-label={label}
        placeholder={placeholder}
        maxLength={32 * 1024}
        {...(naming && {
          "aria-autocomplete": "list" as const,
          "aria-haspopup": "listbox" as const,
          "aria-controls": active ? list : undefined,
          "aria-activedescendant": active ?? undefined,
        })}
        onChange={(event) => {
          onChange(event.target.value);
          look(event.target);
        }}
        onSelect={(event) => look(event.currentTarget)}
        onBlur={() => setName(null)}
        onKeyDown={key}
        className={`${box} block max-h-[50dvh] resize-none ${rows === 1 ? "py-2" : "py-2.5"} text-[0.84375rem] leading-normal`}
      />
      {naming && name && (
        <Offered id={list} where={naming.where} typed={name.typed} keys={keys} onChoose={choose} onActive={setActive} />
      )}
    </div>
  );
}

/** The four kinds as one choice. */
export function KindChoice({ kind, name, onChange }: { kind: Kind; name: string; onChange: (kind: Kind) => void }) {
  return (
    <fieldset className="grid grid-cols-[1fr_1fr_1.3fr_1fr] gap-1.5 max-bar:gap-2">
      <legend className="sr-only">Kind</legend>
      {KINDS.map((each) => (
        <label
          key={each}
          className={`grid h-7 place-items-center rounded-lg border border-line font-medium text-ink-2 text-xs has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2 max-bar:h-11 max-bar:rounded-xl max-bar:text-[0.84375rem] max-bar:text-ink ${CHOSEN[each]}`}
        >
          <input type="radio" name={name} checked={each === kind} onChange={() => onChange(each)} className="sr-only" />
          {KIND_NAMES[each]}
        </label>
      ))}
    </fieldset>
  );
}

export function LineField({
  field,
  label,
  value,
  max,
  onChange,
}: {
  field?: RefObject<HTMLInputElement | null>;
  label: string;
  value: string;
  max: number;
  onChange: (text: string) => void;
}) {
  return (
    <label className="grid grid-cols-[4rem_1fr] items-center gap-2 text-ink-2 text-xs max-bar:text-sm">
      {label}
      <input
        dir="auto"
        ref={field}
        value={value}
        maxLength={max}
        onChange={(event) => onChange(event.target.value)}
        className={`${box} h-8 !rounded-lg !px-2 text-sm max-bar:h-11`}
      />
    </label>
  );
}
