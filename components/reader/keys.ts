import { useEffect } from "react";
import { sentences } from "@/lib/anchoring/passages";
import type { Annotation, Kind } from "@/lib/schemas/annotation";
import { DIFFERS } from "./chosen";
import { createEarly } from "./early";
import { focusCard, knowsOfIt, meantForField } from "./focus";
import { KIND_NAMES, type Reader } from "./model";
import { hasOutline } from "./outline";
import { rangeOf, spanOf } from "./selection";

const MARKS: Record<string, Kind> = { c: "claim", q: "quote", e: "evidence", n: "note" };

/** True while the key belongs to something else: a field, a menu, a dialog. */
const elsewhere = (event: KeyboardEvent): boolean => {
  if (event.defaultPrevented || event.isComposing) return true;
  const at = event.target instanceof Element ? event.target : null;
  return Boolean(
    at?.closest("input, textarea, select, [contenteditable], dialog, [role=menu], [role=dialog], [role=listbox]"),
  );
};

/**
 * The reader's keys. Letters work only while `settings.keys` is on (WCAG 2.1.4), arrows only on the text itself or once the
 * sentence cursor is out, and none of them while somebody types.
 */
export function useKeys(get: () => Reader) {
  useEffect(() => {
    const early = createEarly(get);
    const down = (event: KeyboardEvent) => {
      if (elsewhere(event)) return;
      if (early.key(event) || command(get(), event)) return event.preventDefault();
      // Any other is a shortcut of the browser.
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (press(get, event)) event.preventDefault();
    };
    const arrive = (event: FocusEvent) => early.arrive(event.target);
    document.addEventListener("keydown", down);
    document.addEventListener("focusin", arrive);
    return () => {
      document.removeEventListener("keydown", down);
      document.removeEventListener("focusin", arrive);
    };
  }, [get]);
}

/** Ctrl or Cmd with Z, beside all fields. */
function command(reader: Reader, { key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === "z" && (ctrlKey || metaKey) && !altKey && !shiftKey && reader.undo();
}

function press(get: () => Reader, event: KeyboardEvent): boolean {
  const reader = get();
  const { key, shiftKey } = event;
  const letter = [...key].length === 1;
  if (!letter && key !== "Shift") knowsOfIt();
  const onText = event.target === reader.text.current;
  const cursor = reader.selectedBy === "keys" && reader.selection !== null;
  // An arrow begins at the text only when the keyboard brought the reader there: after a click it scrolls, as anywhere.
  if (cursor || (onText && reader.text.current?.matches(":focus-visible"))) {
    const step = key === "ArrowRight" || key === "ArrowDown" ? 1 : key === "ArrowLeft" || key === "ArrowUp" ? -1 : 0;
    if (step) return move(reader, step, shiftKey);
  }
  if (key === "Escape") return leave(reader);
  if (key === "Enter" && reader.choosing && onText) {
    document.querySelector<HTMLFormElement>("form[data-choosing]")?.requestSubmit();
    return true;
  }
  if (key === "Enter" && reader.active && (onText || event.target === document.body)) return open(get, reader.active);
  if (key === "Delete") return remove(reader, event.target);
  // Nor does a blank press what has the focus now, or scroll.
  if (letter && meantForField()) return true;
  if (!reader.settings.keys) return false;
  const kind = MARKS[key.toLowerCase()];
  if (kind && reader.selection && reader.viewer && !reader.choosing && !reader.past) {
    reader.mark(kind, reader.selection);
    getSelection()?.removeAllRanges();
    return true;
  }
  switch (key) {
    case "j":
    case "J":
      return go(reader, 1);
    case "k":
    case "K":
      return go(reader, -1);
    case "s":
    case "S":
      reader.text.current?.focus({ preventScroll: true });
      return move(reader, 1, false);
    case "n":
    case "N":
      return nextUnread(reader, true);
    case "t":
    case "T":
      reader.setView(reader.view === "threads" ? "margin" : "threads");
      return true;
    case "o":
    case "O":
      if (!hasOutline(reader.layout)) return false;
      reader.setPanel(reader.panel === "contents" ? null : "contents");
      return true;
    case "/":
      reader.setPanel("find");
      return true;
    case "?":
      reader.setPanel("help");
      return true;
    default:
      return false;
  }
}

/** Of one's own mark, with Undo; not while the focus is in the card of another, or on what the key may be for. */
function remove(reader: Reader, target: EventTarget | null): boolean {
  const { active, writing, past } = reader;
  const mine = reader.annotations.some(({ id, canEdit }) => id === active && canEdit);
  if (active === null || !mine || active === writing || past) return false;
  const own = target instanceof HTMLElement && target.closest("[data-card]")?.getAttribute("data-card") === active;
  if (!own && target !== reader.text.current && target !== document.body) return false;
  void reader.remove(active);
  return true;
}

/** Makes a mark active that was gone to, and says it; `byKey`, so that Enter opens its card wherever the focus has been. */
function visit(reader: Reader, { id, kind, author, quote, thread }: Annotation, byKey: boolean) {
  reader.activate(id, "keys");
  const place = reader.shown.findIndex((one) => one.id === id) + 1;
  const words = quote.exact.length > 160 ? `${quote.exact.slice(0, 160)}…` : quote.exact;
  const fresh = thread.unread ? ", new" : "";
  reader.announce(`${KIND_NAMES[kind]} by ${author.name}${fresh}, ${place} of ${reader.shown.length}: ${words}`);
  // What has the focus would take Enter for itself.
  if (byKey && document.activeElement !== document.body) reader.text.current?.focus({ preventScroll: true });
}

/** The next mark that is new to this reader, after the active one, and again from the top. */
export function nextUnread(reader: Reader, byKey = false): boolean {
  const now = reader.shown.findIndex((a) => a.id === reader.active);
  const fresh = (a: Annotation) => a.thread.unread && a.id !== reader.active;
  const next = reader.shown.slice(now + 1).find(fresh) ?? reader.shown.find(fresh);
  if (next) visit(reader, next, byKey);
  else if (!reader.viewer) return false;
  else if (reader.annotations.some(fresh)) reader.say("What is new to you is not among what is shown.");
  else reader.say("Nothing here is new to you.");
  return true;
}

/** Leaves one thing at a time: the selection, then the active mark. */
function leave(reader: Reader): boolean {
  if (reader.choosing) reader.choose(null);
  else if (reader.selection) {
    reader.select(null);
    getSelection()?.removeAllRanges();
  } else if (reader.differs) reader.select(null);
  else if (reader.active) reader.activate(null, "keys");
  else if (reader.unfolded !== null) reader.unfold(null);
  else return false;
  return true;
}

function open(get: () => Reader, id: string): boolean {
  // A card that is far away, or in a sheet, is drawn a moment after its mark became active.
  focusCard(id, () => {
    const { active, text } = get();
    return active === id && (document.activeElement === document.body || document.activeElement === text.current);
  });
  return true;
}

/** The mark before or after the active one; without one, the first beyond what is at the window's top. */
function go(reader: Reader, step: 1 | -1): boolean {
  const placed = reader.shown.filter(
    (a): a is Annotation & { span: NonNullable<Annotation["span"]> } => a.span !== null,
  );
  const now = placed.findIndex((a) => a.id === reader.active);
  const from = now >= 0 ? null : topmost(reader);
  const next =
    from === null
      ? placed[now + step]
      : step === 1
        ? placed.find((a) => a.span.start >= from)
        : placed.findLast((a) => a.span.start < from);
  if (next) visit(reader, next, true);
  return true;
}

/** Sentence by sentence; with `extend` the far end moves and the near one stays. */
function move(reader: Reader, step: 1 | -1, extend: boolean): boolean {
  const { selection, selectedBy, article } = reader;
  const text = article.version.text;
  if (text === "") return false;
  const now = selection;
  if (!now || (selectedBy === "pointer" && !extend && step === 1)) {
    const from = now?.start ?? topmost(reader);
    const first = sentences(text, Math.min(from, text.length - 1)).next().value;
    if (first) show(reader, first);
    return true;
  }
  const next = sentences(text, step === 1 ? now.end : now.start, step).next().value;
  if (!next) return true;
  if (!extend) show(reader, next);
  else if (step === 1) show(reader, { start: now.start, end: next.end });
  else {
    // Going back takes off the last sentence, until one is left.
    const last = sentences(text, now.end, -1).next().value;
    if (last && last.start > now.start) {
      const rest = sentences(text, last.start, -1).next().value;
      if (rest) show(reader, { start: now.start, end: rest.end });
    } else show(reader, { start: next.start, end: now.end });
  }
  return true;
}

function show(reader: Reader, span: { start: number; end: number }) {
  getSelection()?.removeAllRanges();
  const root = reader.text.current;
  const range = root && rangeOf(root, span);
  const shown = range && spanOf(root, reader.article.version.text, range);
  // Where the page shows other words, the cursor would stand on those and mark these.
  if (shown && (shown === DIFFERS || shown.start > span.start || shown.end < span.end))
    return reader.select(DIFFERS, "keys");
  reader.select(span, "keys");
  if (!range) return;
  const { top, bottom } = range.getBoundingClientRect();
  if (top < 80 || bottom > innerHeight - 90) scrollBy({ top: top - innerHeight / 3 });
}

/** The offset of the first leaf that is not above the window. */
export function topmost(reader: Reader): number {
  const leaves = reader.text.current?.querySelectorAll<HTMLElement>("[data-at]") ?? [];
  let low = 0;
  let high = leaves.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (leaves[middle]!.getBoundingClientRect().bottom < 60) low = middle + 1;
    else high = middle;
  }
  return Number(leaves[low]?.dataset.at ?? 0);
}
