/**
 * A text with its typography levelled, and where each of its units came from: the unit at `i` stands for
 * `[starts[i], ends[i])` of the original. Units that came from one character share their start. Both arrays ascend.
 */
export type Folded = {
  source: string;
  units: Uint16Array;
  starts: Uint32Array;
  ends: Uint32Array;
  /** The units as a string. */
  readonly text: string;
};

const SPACE = 0x20;

/**
 * Levels what differs between two renderings of the same words: quotation marks, dashes, runs of any whitespace, ligatures,
 * composed and decomposed letters, the ellipsis; soft hyphens, zero-width characters and direction marks are dropped.
 * Letter case, accents and compatibility forms such as ² stay: they carry meaning. Linear.
 */
export function fold(text: string): Folded {
  return foldBy(EXACT, text);
}

/** What becomes of the characters that no rule of typography is about. */
export type Levelling = {
  /** What is known of each unit already; begins empty. */
  known: (string | undefined)[];
  /** Of one character. */
  plain: (character: string) => string;
  /** Whether `plain` is asked of characters beyond the basic plane too, and the capitals of ASCII are taken for small letters. */
  loosely: boolean;
};

/** As `fold`, with another levelling of letters. Linear where `plain` is. */
export function foldBy(levelling: Levelling, text: string): Folded {
  const { loosely } = levelling;
  const { length } = text;
  let units = new Uint16Array(length + 16);
  let starts = new Uint32Array(length + 16);
  let ends = new Uint32Array(length + 16);
  let size = 0;
  // Room for what grows: characters that become more units than they were.
  let spare = 16;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x7f && unit >= SPACE) {
      if (unit === SPACE && size > 0 && units[size - 1] === SPACE) {
        ends[size - 1] = i + 1;
        continue;
      }
      units[size] = loosely && unit >= 0x41 && unit <= 0x5a ? unit + SPACE : unit;
      starts[size] = i;
      ends[size++] = i + 1;
      continue;
    }
    const pair = unit >= 0xd800 && unit <= 0xdbff && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00;
    const sign = pair ? text.slice(i, i + 2) : "";
    const plain = pair ? (loosely ? levelling.plain(sign) : sign) : level(unit, levelling);
    if (plain === " " && size > 0 && units[size - 1] === SPACE) {
      ends[size - 1] = i + 1;
      continue;
    }
    const end = pair ? i + 2 : i + 1;
    spare -= plain.length - (end - i);
    if (spare < 0) {
      spare += units.length;
      units = grown(units, new Uint16Array(units.length * 2));
      starts = grown(starts, new Uint32Array(starts.length * 2));
      ends = grown(ends, new Uint32Array(ends.length * 2));
    }
    for (let k = 0; k < plain.length; k++) {
      units[size] = plain.charCodeAt(k);
      starts[size] = i;
      ends[size++] = end;
    }
    i = end - 1;
  }
  let decoded: string | undefined;
  return {
    source: text,
    units: units.subarray(0, size),
    starts: starts.subarray(0, size),
    ends: ends.subarray(0, size),
    get text() {
      decoded ??= decode(this.units);
      return decoded;
    },
  };
}

/** Texts up to this length are taken as they stand where that is enough, in units. */
export const SHORT = 16_384;
/** The offsets of any text that is taken as it stands: shared, never written to. */
const OFFSETS = Uint32Array.from({ length: SHORT + 1 }, (_, i) => i);

/** A short text as it stands, whitespace as spaces: a third of what `fold` takes, and enough where two texts differ in letters only. */
export function asItStands(text: string): Folded {
  const { length } = text;
  const units = new Uint16Array(length);
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    units[i] = unit < SPACE ? SPACE : unit;
  }
  return { source: text, units, starts: OFFSETS.subarray(0, length), ends: OFFSETS.subarray(1, length + 1), text };
}

/** True where a cut between the units `at - 1` and `at` parts no character of the original. */
export function whole({ starts }: Folded, at: number): boolean {
  return at <= 0 || at >= starts.length || starts[at] !== starts[at - 1];
}

/** Whether two wordings are the same words: equal but for typography and whitespace, that at their ends included. */
export function sameWords(a: string, b: string): boolean {
  return a === b || fold(a).text.trim() === fold(b).text.trim();
}

/** Two units that no levelled text contains, for what must equal nothing. */
export const NOWHERE = [0xfffe, 0xffff] as const;

const RULES: readonly (readonly [RegExp, string])[] = [
  [/\s|\p{Cc}/u, " "],
  [/\p{Default_Ignorable_Code_Point}/u, ""],
  [/[‘’‚‛′‹›ʼ＇]/u, "'"],
  [/[“”„‟″«»＂]/u, '"'],
  [/\p{Dash_Punctuation}|−/u, "-"],
  [/…/u, "..."],
  [/[\ufffe\uffff]/u, "\ufffd"],
];

const EXACT: Levelling = {
  known: [],
  plain: (character) => character.normalize(/[\ufb00-\ufb06]/.test(character) ? "NFKD" : "NFD"),
  loosely: false,
};

function level(unit: number, { known, plain }: Levelling): string {
  const before = known[unit];
  if (before !== undefined) return before;
  const character = String.fromCharCode(unit);
  const rule = RULES.find(([pattern]) => pattern.test(character));
  const level = rule ? rule[1] : plain(character);
  known[unit] = level;
  return level;
}

function grown<A extends Uint16Array | Uint32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

/** `String.fromCharCode` takes its units as arguments, of which an engine allows only so many. */
export function decode(units: Uint16Array): string {
  let text = "";
  for (let i = 0; i < units.length; i += 8192) text += String.fromCharCode(...units.subarray(i, i + 8192));
  return text;
}
