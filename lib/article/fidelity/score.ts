/** How an import compares with what it was to be. Shares from 0 to 1. */
export type Score = {
  /** Of the expected words, how many came. */
  recall: number;
  /** Of the words that came, how many were expected. */
  precision: number;
  /** Of the words that are in both, how many stand in order. */
  order: number;
  /** Whether every word and every paragraph's end is as expected. */
  exact: boolean;
};

const wordsOf = (text: string) =>
  text.match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/gu,
  ) ?? [];

/** Compares word by word, by the text's own spelling. Quadratic in the words at worst: for texts of some thousand words. */
export function score(expected: string, came: string): Score {
  const [wanted, got] = [wordsOf(expected), wordsOf(came)];
  const left = new Map<string, number>();
  for (const word of wanted) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of got) {
    const more = left.get(word) ?? 0;
    if (more === 0) continue;
    left.set(word, more - 1);
    shared++;
  }
  return {
    recall: wanted.length === 0 ? 1 : shared / wanted.length,
    precision: got.length === 0 ? Number(wanted.length === 0) : shared / got.length,
    order: shared === 0 ? 1 : inOrder(wanted, got) / shared,
    exact: expected.trim() === came.trim(),
  };
}

/** The length of the longest common subsequence. */
function inOrder(one: readonly string[], other: readonly string[]): number {
  let row = new Uint32Array(other.length + 1);
  for (const word of one) {
    const next = new Uint32Array(other.length + 1);
    for (let j = 0; j < other.length; j++)
      next[j + 1] = word === other[j] ? (row[j] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0);
    row = next;
  }
  return row[other.length] ?? 0;
}
