import { type Drawn, type Gathered, gather, type Voices, voices } from "./gather";

/** Which passages are worth talking about in class: where readers ask, answer and differ. */

export type TalkMark = Drawn & {
  id: string;
  asks: boolean;
  /** What was asked is settled. */
  resolved: boolean;
  /** How many ask it too. */
  alsoAsk: number;
  replies: number;
  /** Of its words, in characters. */
  length: number;
};
/** What each counts, in one place: the page says it in words. */
export const WORTH = { question: 3, resolved: 1, alsoAsk: 1, reply: 1, otherwise: 2 };

export type TalkPassage<M> = Gathered<M> & {
  /** How many readers marked it. */
  people: number;
  questions: number;
  resolved: number;
  alsoAsk: number;
  replies: number;
  voices: Voices;
  worth: number;
};

/** The passages with anything to talk about, the most first; of equals the one that more marked, then by place. */
export function toTalkAbout<M extends TalkMark>(marks: readonly M[]): TalkPassage<M>[] {
  return gather(marks)
    .map((passage) => {
      const of = passage.marks;
      const count = (which: (mark: M) => number) => of.reduce((sum, mark) => sum + which(mark), 0);
      const counts = {
        questions: count((m) => Number(m.asks && !m.resolved)),
        resolved: count((m) => Number(m.asks && m.resolved)),
        alsoAsk: count((m) => m.alsoAsk),
        replies: count((m) => m.replies),
      };
      const said = voices(of);
      const worth =
        counts.questions * WORTH.question +
        counts.resolved * WORTH.resolved +
        counts.alsoAsk * WORTH.alsoAsk +
        counts.replies * WORTH.reply +
        (said.differ ? said.others * WORTH.otherwise : 0);
      return { ...passage, ...counts, people: new Set(of.map(({ by }) => by)).size, voices: said, worth };
    })
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth || b.people - a.people || a.start - b.start);
}

/** The notes of a passage that say most in a class: what is asked first, then what was answered most, then the longest. */
export const worthReading = <M extends TalkMark>(marks: readonly M[], most: number): M[] =>
  marks
    .filter(({ length }) => length > 0)
    .sort(
      (a, b) =>
        Number(b.asks && !b.resolved) - Number(a.asks && !a.resolved) ||
        b.alsoAsk + b.replies - (a.alsoAsk + a.replies) ||
        b.length - a.length,
    )
    .slice(0, most);
