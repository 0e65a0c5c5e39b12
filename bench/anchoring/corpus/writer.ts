import { between, pick, type Random, zipf } from "./random";
import { SCRIPTS, type Vocabulary } from "./vocabulary";

/** Writes sentences with one vocabulary. Two writers of the same vocabulary write about the same things, in other words. */
export type Writer = {
  word: () => string;
  sentence: () => string;
  paragraph: () => string;
  heading: () => string;
};

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

export function writer(next: Random, { words, names, phrases }: Vocabulary): Writer {
  const word = zipf(words);
  const name = zipf(names, 0.9);
  const phrase = zipf(phrases, 0.8);

  const clause = (least: number, most: number): string => {
    const out: string[] = [];
    for (let left = between(next, least, most); left > 0; left--) {
      const roll = next();
      if (roll < 0.05) out.push(phrase(next));
      else if (roll < 0.075) out.push(name(next));
      else if (roll < 0.09) out.push(number(next));
      else if (roll < 0.1) out.push(`${word(next)}’s`);
      else if (roll < 0.11) out.push(`${word(next)}-${word(next)}`);
      else out.push(word(next));
    }
    return out.join(" ");
  };

  const plain = (): string => {
    const roll = next();
    if (roll < 0.35) return `${capital(clause(6, 18))}.`;
    if (roll < 0.65) return `${capital(clause(4, 12))}, ${clause(4, 14)}.`;
    if (roll < 0.75) return `${capital(clause(4, 10))} — ${clause(3, 8)} — ${clause(4, 9)}.`;
    if (roll < 0.82) return `${capital(clause(4, 10))} (${clause(2, 6)}) ${clause(3, 9)}.`;
    if (roll < 0.87) return `${capital(clause(5, 12))}; ${clause(4, 12)}.`;
    if (roll < 0.9) return `${capital(clause(4, 9))}…`;
    if (roll < 0.93) return `${capital(clause(4, 10))}?`;
    if (roll < 0.97) return `“${capital(clause(5, 14))},” said ${name(next)}.`;
    return `${name(next)} called it “${clause(2, 5)}” ${clause(3, 8)}.`;
  };

  const foreign = (): string => {
    const { words: own, joint, stop } = pick(next, SCRIPTS);
    return Array.from({ length: between(next, 6, 16) }, () => pick(next, own)).join(joint) + stop;
  };

  const sentence = () => (next() < 0.015 ? foreign() : plain());
  return {
    word: () => word(next),
    sentence,
    paragraph: () => Array.from({ length: between(next, 1, 6) }, sentence).join(" "),
    heading: () => capital(clause(2, 7)),
  };
}

const number = (next: Random): string =>
  pick(next, [
    () => String(between(next, 2, 99)),
    () => String(between(next, 1890, 2025)),
    () => `${between(next, 1, 99)} per cent`,
    () => `${between(next, 1, 900)},${String(between(next, 0, 999)).padStart(3, "0")}`,
  ])();
