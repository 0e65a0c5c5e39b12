/** Where Unicode has the letters and digits of each of MathML's variants: its `A`, its `a`, its `0` (0 where there are none). */
const VARIANTS: Readonly<Record<string, readonly [number, number, number]>> = {
  bold: [0x1d400, 0x1d41a, 0x1d7ce],
  italic: [0x1d434, 0x1d44e, 0],
  "bold-italic": [0x1d468, 0x1d482, 0],
  script: [0x1d49c, 0x1d4b6, 0],
  "bold-script": [0x1d4d0, 0x1d4ea, 0],
  fraktur: [0x1d504, 0x1d51e, 0],
  "double-struck": [0x1d538, 0x1d552, 0x1d7d8],
  "bold-fraktur": [0x1d56c, 0x1d586, 0],
  "sans-serif": [0x1d5a0, 0x1d5ba, 0x1d7e2],
  "bold-sans-serif": [0x1d5d4, 0x1d5ee, 0x1d7ec],
  "sans-serif-italic": [0x1d608, 0x1d622, 0],
  "sans-serif-bold-italic": [0x1d63c, 0x1d656, 0],
  monospace: [0x1d670, 0x1d68a, 0x1d7f6],
};
/** Letters that were there before the others, at places of their own. */
const OLDER: Readonly<Record<string, string>> = {
  ...{ "\u{1d455}": "ℎ", "\u{1d49d}": "ℬ", "\u{1d4a0}": "ℰ", "\u{1d4a1}": "ℱ", "\u{1d4a3}": "ℋ", "\u{1d4a4}": "ℐ" },
  ...{ "\u{1d4a7}": "ℒ", "\u{1d4a8}": "ℳ", "\u{1d4ad}": "ℛ", "\u{1d4ba}": "ℯ", "\u{1d4bc}": "ℊ", "\u{1d4c4}": "ℴ" },
  ...{ "\u{1d506}": "ℭ", "\u{1d50b}": "ℌ", "\u{1d50c}": "ℑ", "\u{1d515}": "ℜ", "\u{1d51d}": "ℨ" },
  ...{ "\u{1d53a}": "ℂ", "\u{1d53f}": "ℍ", "\u{1d545}": "ℕ", "\u{1d547}": "ℙ", "\u{1d548}": "ℚ", "\u{1d549}": "ℝ" },
  "\u{1d551}": "ℤ",
};

/**
 * Letters and digits in a variant of MathML's, as characters: browsers leave `mathvariant` unread, and an ℝ would become
 * an R. What Unicode does not have stays.
 */
export function inVariant(text: string, variant: string): string {
  const places = VARIANTS[variant.trim().toLowerCase()];
  if (!places) return text;
  const [capital, small, digit] = places;
  return text.replace(/[A-Za-z0-9]/g, (sign) => {
    const from = sign >= "a" ? small - 97 : sign >= "A" ? capital - 65 : digit ? digit - 48 : 0;
    const made = String.fromCodePoint(from + sign.charCodeAt(0));
    return OLDER[made] ?? made;
  });
}
