import type { Article } from "./article";
import { type Draft, original } from "./draft";
import { type Random, random } from "./random";
import { characters, typography, typos, words } from "./strokes";
import { restructure } from "./structure";
import { type Writer, writer } from "./writer";

type Model = (article: Article, next: Random, write: Writer) => Draft;

/** What can happen to an article between two versions of it. Shares are of all words, paragraphs, sentences, characters. */
const MODELS = {
  typos: ({ text }, next) => typos(original(text), next, 1 / 40),
  "words replaced": ({ text }, next, { word }) => words(original(text), next, 0.05, word),
  "paragraphs inserted": (article, next, write) => restructure(article, next, write, { inserted: 0.15 }),
  "paragraphs removed": (article, next, write) => restructure(article, next, write, { removed: 0.15 }),
  "paragraphs moved": (article, next, write) => restructure(article, next, write, { moved: 0.2 }),
  "sentences cut": (article, next, write) => restructure(article, next, write, { cut: 0.12 }),
  typography: ({ text }, next) => typography(original(text), next, 1),
  "1 % of characters": ({ text }, next) => characters(original(text), next, 0.01),
  "5 % of characters": ({ text }, next) => characters(original(text), next, 0.05),
  "10 % of characters": ({ text }, next) => characters(original(text), next, 0.1),
  "20 % of characters": ({ text }, next) => characters(original(text), next, 0.2),
  "mixed revision": (article, next, write) => {
    const plan = { removed: 0.04, inserted: 0.06, moved: 0.06, cut: 0.05, added: 0.04, rewritten: 0.06 };
    const draft = words(restructure(article, next, write, plan), next, 0.015, write.word);
    return typography(typos(draft, next, 0.005), next, 0.4);
  },
  "twin cut": (article, next, write) => {
    const gone = twins(article, next);
    const cut = (sentence: { start: number }, paragraph: { start: number; repeated: boolean }) =>
      gone.has(paragraph.repeated ? paragraph.start : sentence.start);
    return restructure(article, next, write, { cut });
  },
} satisfies Record<string, Model>;

export type Scenario = keyof typeof MODELS;
export const SCENARIOS = Object.keys(MODELS).filter((name): name is Scenario => name in MODELS);

/** Where the copies begin that are cut: one of two or three, two of more; at least one always stays. */
function twins({ families }: Article, next: Random): Set<number> {
  const gone = new Set<number>();
  for (const copies of families) {
    const left = [...copies];
    for (let n = copies.length > 3 ? 2 : 1; n > 0; n--)
      for (const { start } of left.splice(Math.floor(next() * left.length), 1)) gone.add(start);
  }
  return gone;
}

/** The article after the edits of one scenario, which always change it. The same seed gives the same edits. */
export function edited(article: Article, scenario: Scenario, seed: number): Draft {
  const next = random("edit", scenario, seed, article.text.length);
  const write = writer(random("insert", scenario, seed), article.vocabulary);
  const model: Model = MODELS[scenario];
  let draft = model(article, next, write);
  while (draft.text === article.text) draft = model(article, next, write);
  return draft;
}

/** Some typing errors and changed words: what most new versions of a long text are. About one edit in 2,000 characters. */
export function lightly(article: Article, seed: number): Draft {
  const next = random("light", seed, article.text.length);
  const write = writer(random("insert", "light", seed), article.vocabulary);
  return words(typos(original(article.text), next, 0.002), next, 0.001, write.word);
}
