/** A character that can be seen: not a space of any kind, not a zero-width or formatting character. */
const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
export const isVisible = (text: string) => VISIBLE.test(text);

/**
 * A text as one line: whitespace single and none at its ends, without what would hide or move the words around it
 * (control characters, and overrides of the writing direction, which reach beyond the line that holds them).
 */
export const tidy = (text: string): string =>
  text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, "")
    .trim();

/** A tag as it is kept: in one line, composed (NFC, as most keyboards type), and without the `#` that other programs put before it. */
export const tidyTag = (text: string): string => tidy(text.normalize("NFC")).replace(/^[#\uFF03][#\uFF03\s]*/u, "");
