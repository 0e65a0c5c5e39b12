"use client";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from "react";
import type { Kind } from "@/lib/schemas/annotation";
import { emphasise, type Field, link } from "./format";
import { CHOSEN, KINDS } from "./kinds";
import { KIND_NAMES, type LayerChoice, layerName } from "./model";
import { useReader } from "./store";

const box =
  "w-full rounded-xl border border-line-2/60 bg-sheet px-3 text-ink outline-none transition-colors focus:border-accent focus:outline-2 focus:outline-offset-0 focus:outline-accent/35 max-bar:text-[1rem]";

const KEYS = new Map<string, (field: Field) => Field>([
  ["b", (field) => emphasise(field, "bold")],
  ["i", (field) => emphasise(field, "italic")],
  ["k", link],
]);

/**
 * Where notes and replies are typed: it grows with its text and takes the focus when it appears. Ctrl or Cmd with B, I and K
 * format, with Enter save; Escape leaves (what was typed stays a draft).
 */
export function Prose({
  value,
  label,
  placeholder,
  onChange,
  onSave,
  onLeave,
}: {
  value: string;
  label: string;
  placeholder?: string;
  onChange: (text: string) => void;
  onSave: () => void;
  onLeave: () => void;
}) {
  const ref = useRef<HTMLTextAreaElement>(null);
  const next = useRef<Field>(null);
  useEffect(() => {
    const field = ref.current;
    field?.focus({ preventScroll: true });
    field?.setSelectionRange(field.value.length, field.value.length);
  }, []);
  useLayoutEffect(() => {
    const field = ref.current;
    if (!field) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
    if (next.current?.text === value) field.setSelectionRange(next.current.start, next.current.end);
    next.current = null;
  }, [value]);
  const key = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
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
    <textarea
      ref={ref}
      rows={3}
      value={value}
      aria-label={label}
      placeholder={placeholder}
      maxLength={32 * 1024}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={key}
      className={`${box} block max-h-[50dvh] resize-none py-2.5 text-[0.84375rem] leading-normal`}
    />
  );
}

/** The four kinds as one choice. */
export function KindChoice({ kind, name, onChange }: { kind: Kind; name: string; onChange: (kind: Kind) => void }) {
  return (
    <fieldset className="grid grid-cols-4 gap-1.5 max-bar:gap-2">
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

export const sameLayer = (a: { layer: string; groupId: string | null }, b: { layer: string; groupId: string | null }) =>
  a.layer === b.layer && a.groupId === b.groupId;

/** Every layer that this article allows the reader. */
export function useLayers(): LayerChoice[] {
  const groups = useReader((r) => r.groups);
  const open = useReader((r) => r.article.visibility === "public");
  return [
    { layer: "private", groupId: null },
    ...groups.filter((g) => g.writes).map((g): LayerChoice => ({ layer: "group", groupId: g.id })),
    ...(open ? [{ layer: "public", groupId: null } as const] : []),
  ];
}

export function LayerField({
  value,
  onChange,
}: {
  value: { layer: string; groupId: string | null };
  onChange: (next: LayerChoice) => void;
}) {
  const layers = useLayers();
  const groups = useReader((r) => r.groups);
  const at = layers.findIndex((each) => sameLayer(each, value));
  return (
    <select
      aria-label="Who can see it"
      value={at}
      onChange={(event) => {
        const chosen = layers[Number(event.target.value)];
        if (chosen) onChange(chosen);
      }}
      className="h-8 min-w-0 max-w-full shrink truncate rounded-lg bg-transparent pr-1 text-ink-2 text-xs hover:text-ink max-bar:h-11 max-bar:text-sm"
    >
      {at < 0 && <option value={-1}>As it is</option>}
      {layers.map((each, i) => (
        <option key={`${each.layer}${each.groupId}`} value={i}>
          {layerName(each, groups)}
        </option>
      ))}
    </select>
  );
}

export function LineField({
  label,
  value,
  max,
  onChange,
}: {
  label: string;
  value: string;
  max: number;
  onChange: (text: string) => void;
}) {
  return (
    <label className="grid grid-cols-[4rem_1fr] items-center gap-2 text-ink-2 text-xs max-bar:text-sm">
      {label}
      <input
        value={value}
        maxLength={max}
        onChange={(event) => onChange(event.target.value)}
        className={`${box} h-8 !rounded-lg !px-2 text-sm max-bar:h-11`}
      />
    </label>
  );
}
