import type { Reader } from "./model";

/** Milliseconds for which a field is waited for. */
const LONGEST_MS = 20_000;

/** The fields that were asked for: of the note that is being written, of what finds. */
const asked = ({ writing, panel }: Reader) => [
  ...(writing === null ? [] : [`[data-card="${CSS.escape(writing)}"] [data-writing] textarea`]),
  ...(panel === "find" ? ["search input"] : []),
];

/**
 * What is typed for a field that was asked for and is not there yet arrives in it when it takes the focus: none of it is
 * lost, and none of it is a shortcut.
 */
export function createEarly(get: () => Reader) {
  /** Those that had the focus since they are there: what is typed elsewhere after that is not for them. */
  const had = new WeakSet<Element>();
  let typed = "";
  let by = "";
  let since = 0;
  const awaited = () =>
    asked(get()).find((field) => ![...document.querySelectorAll(field)].some((one) => had.has(one)));
  return {
    /** True when the key was for the awaited field. */
    key({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
      const field = awaited();
      const now = performance.now();
      if (field !== by) [typed, by, since] = ["", field ?? "", now];
      // A form that does not come, as its part of the script cannot be fetched, takes no keys for ever.
      if (!field || now - since > LONGEST_MS || ctrlKey || metaKey || (altKey && key.length > 1)) return false;
      if (key === "Backspace") typed = typed.slice(0, -1);
      else if (key === "Enter") typed += field.startsWith("search") ? "" : "\n";
      else if ([...key].length === 1) typed += key;
      else if (key === "Escape") {
        // With nothing typed the note is left before its form is there; what was typed waits for it.
        const { writing, leaveWriting } = get();
        if (typed !== "") return true;
        if (writing === null || field.startsWith("search")) return false;
        leaveWriting(writing, true);
      } else return false;
      return true;
    },
    /** An element took the focus. */
    arrive(field: EventTarget | null) {
      const inputs = field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement;
      if (!inputs || had.has(field) || !field.matches("[data-writing] textarea, search input")) return;
      had.add(field);
      if (typed === "" || !field.matches(by)) return;
      field.setRangeText(typed, field.value.length, field.value.length, "end");
      typed = "";
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    },
  };
}
