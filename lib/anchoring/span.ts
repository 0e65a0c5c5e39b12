/** Half-open range of UTF-16 offsets into one version's canonical text. */
export type Span = { start: number; end: number };

/** @throws RangeError unless the span is whole numbers inside `[0, length]`, not reversed. */
export function within(length: number, { start, end }: Span): void {
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end < start || end > length) {
    throw new RangeError(`The span [${start}, ${end}) does not lie in a text of ${length} units.`);
  }
}

/** True where cutting at `at` would part the two halves of a surrogate pair. */
export function splitsPair(text: string, at: number): boolean {
  return isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
