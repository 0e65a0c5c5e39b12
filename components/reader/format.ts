/** A field's text and what is selected in it, in UTF-16 units. */
export type Field = { text: string; start: number; end: number };

const SIGNS = { bold: "**", italic: "*" } as const;

/** Puts the selected words in bold or italics, or takes that off again; with nothing selected the caret stands inside. */
export function emphasise({ text, start, end }: Field, how: keyof typeof SIGNS): Field {
  const sign = SIGNS[how];
  const n = sign.length;
  const before = text.slice(0, start);
  const after = text.slice(end);
  // "**bold**" holds "*" on both sides too, but is no italic.
  const wrapped =
    before.endsWith(sign) &&
    after.startsWith(sign) &&
    (how === "bold" || !(before.endsWith("**") && after.startsWith("**")));
  if (wrapped)
    return { text: before.slice(0, -n) + text.slice(start, end) + after.slice(n), start: start - n, end: end - n };
  return { text: before + sign + text.slice(start, end) + sign + after, start: start + n, end: end + n };
}

/** Makes the selected words a link and selects the place for its address; a selected address becomes the target. */
export function link({ text, start, end }: Field): Field {
  const chosen = text.slice(start, end);
  const target = /^https?:\/\/\S+$/u.test(chosen) ? chosen : "https://";
  const words = target === chosen ? "" : chosen;
  const made = `${text.slice(0, start)}[${words}](${target})${text.slice(end)}`;
  if (target === chosen || words === "") return { text: made, start: start + 1, end: start + 1 };
  const address = start + words.length + 3;
  return { text: made, start: address, end: address + target.length };
}
