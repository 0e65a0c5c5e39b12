import type { Span } from "@/lib/anchoring";
import { opening, type Source, source } from "./clauses";
import { fuller, people } from "./names";
import { isSpeech, type Quotation, quotations } from "./quotations";

export { holdsQuotation } from "./quotations";

/** A guess at who said a passage, for a person to confirm. `confidence` is from 0 to 1. */
export type Suggestion = { speaker: string; role?: string; confidence: number };

/** How far back names are gathered: a name introduced earlier than this is no longer what a pronoun means. */
const MEMORY = 40_000;

/**
 * Who said the quotation that a span lies in or takes in, from the English words around it: before it, after it, or around
 * an earlier quotation that this one continues. Surnames and pronouns are resolved by the names given before. `null` where
 * nothing is said of it, where the speaker has no name, and for phrases of one to three words, which are no speech.
 */
export function suggestSpeaker(text: string, span: Span): Suggestion | null {
  const paragraph = paragraphAt(text, span.start);
  const all = quotations(paragraph.text);
  let best: Quotation | undefined;
  let most = 0;
  for (const quotation of all) {
    const from = paragraph.start + quotation.start;
    const shared = Math.min(span.end, paragraph.start + quotation.end) - Math.max(span.start, from);
    if (shared > most) [best, most] = [quotation, shared];
  }
  if (!best || !isSpeech(best.inner)) return null;
  return speakerOf(text, paragraph, all, all.indexOf(best));
}

type Paragraph = { start: number; text: string };

/** Longer paragraphs are read around the place only, and longer clauses not at all. */
const REACH = 10_000;
const CLAUSE = 600;

function paragraphAt(text: string, at: number): Paragraph {
  const floor = Math.max(0, at - REACH);
  const around = text.slice(floor, at + REACH);
  const before = at - floor < 2 ? -1 : around.lastIndexOf("\n\n", at - floor - 1);
  const start = before < 0 ? 0 : before + 2;
  const end = around.indexOf("\n\n", at - floor);
  return { start: floor + start, text: around.slice(start, end < 0 ? undefined : end) };
}

function speakerOf(text: string, paragraph: Paragraph, all: Quotation[], index: number): Suggestion | null {
  const quotation = all[index]!;
  const own = trailing(paragraph.text, all, index) ?? leading(paragraph.text, all, index);
  if (own) return resolve(text, paragraph, quotation, own);
  const earlier = all.slice(0, index).findLastIndex((other) => isSpeech(other.inner));
  if (earlier >= 0) return continued(speakerOf(text, paragraph, all, earlier), 0.9);
  if (index === 0 && paragraph.text.slice(0, quotation.start).trim() === "") {
    const unclosed = openBefore(text, paragraph);
    if (unclosed) return continued(unclosed, 0.9);
  }
  const later = all.findIndex((other, i) => i > index && isSpeech(other.inner));
  if (later >= 0 && paragraph.text.slice(quotation.end, all[later]!.start).trim() === "") {
    return continued(speakerOf(text, paragraph, all, later), 0.9);
  }
  return introduced(text, paragraph, quotation);
}

function continued(suggestion: Suggestion | null, share: number): Suggestion | null {
  return suggestion && { ...suggestion, confidence: Math.round(suggestion.confidence * share * 100) / 100 };
}

/** `“…,” X said`: the clause after a quotation that has not ended its sentence; or `“…” — X` at a paragraph's end. */
function trailing(paragraph: string, all: Quotation[], index: number): Source | undefined {
  const { end, inner, closed } = all[index]!;
  if (!closed) return undefined;
  const rest = paragraph.slice(end, Math.min(end + CLAUSE, all[index + 1]?.start ?? paragraph.length));
  const dash = /^\s*[—–-]\s*(\p{Lu}[^.]*)$/u.exec(rest);
  if (dash && index === all.length - 1) return source(`said ${dash[1]}`);
  const goesOn = /[,?!…—–-]\s*$/u.test(inner) || /^\s?,/u.test(rest);
  if (!goesOn) return undefined;
  const clause = firstSentence(rest.replace(/^\s?,/u, ""));
  // “Is it over?” The council said … : a new sentence with a verb of its own is no attribution unless it is short.
  return source(clause.trim());
}

/** `X said: “…”`: the clause that leads up to a quotation within its sentence. */
function leading(paragraph: string, all: Quotation[], index: number): Source | undefined {
  const { start } = all[index]!;
  const from = index > 0 ? all[index - 1]!.end : 0;
  const clause = lastSentence(paragraph.slice(Math.max(from, start - CLAUSE), start));
  if (clause.trim() === "") return undefined;
  const found = source(clause.replace(/[,:\s]+$/u, ""));
  if (found) return found;
  const who = /:\s*$/u.test(clause) ? opening(clause) : null;
  return who ? { kind: "named", who } : undefined;
}

/** A sentence about someone, and then speech that nobody else is given: a weak hint. */
function introduced(text: string, paragraph: Paragraph, quotation: Quotation): Suggestion | null {
  const before = paragraph.text.slice(Math.max(0, quotation.start - CLAUSE), quotation.start).trim();
  const who = before.endsWith(".") ? opening(lastSentence(before.slice(0, -1))) : null;
  if (!who) return null;
  const known = people(unquoted(text, paragraph.start + quotation.start));
  return { speaker: fuller(who.name, known), confidence: 0.4 };
}

/** The speaker of the paragraph before, when its last quotation was left open for this one to go on. */
function openBefore(text: string, paragraph: Paragraph): Suggestion | null {
  if (paragraph.start < 2) return null;
  const previous = paragraphAt(text, paragraph.start - 3);
  const all = quotations(previous.text);
  const last = all.at(-1);
  return last && !last.closed ? speakerOf(text, previous, all, all.length - 1) : null;
}

function resolve(text: string, paragraph: Paragraph, quotation: Quotation, found: Source): Suggestion | null {
  if (found.kind === "nameless") return null;
  const before = unquoted(text, paragraph.start + quotation.start);
  const known = people(before);
  if (found.kind === "pronoun") {
    const last = found.pronoun === "they" ? null : lastMentioned(before, known);
    return last ? { speaker: last, confidence: 0.7 } : null;
  }
  const { name, role, person } = found.who;
  if (!person) return { speaker: name, ...(role ? { role } : {}), confidence: 0.8 };
  const speaker = fuller(name, known);
  const alone = !/\s/.test(speaker);
  // "Engineers said": a plural that only its place in the sentence gave a capital names nobody.
  if (alone && /[^s]s$/.test(speaker)) return null;
  return { speaker, ...(role ? { role } : {}), confidence: alone ? 0.6 : 0.95 };
}

/** The person whose name, in full or by its last part, stands nearest before. */
function lastMentioned(before: string, known: readonly { name: string; at: number }[]): string | null {
  const names = new Map(known.map(({ name }) => [name.split(" ").at(-1)!, name]));
  let nearest = known.at(-1);
  for (const [surname, name] of names) {
    const at = before.lastIndexOf(surname);
    if (nearest && at > nearest.at && !/\p{L}/u.test(before[at + surname.length] ?? "")) nearest = { name, at };
  }
  return nearest?.name ?? null;
}

/** The text before a place without its quotations: who is spoken of there is not who speaks. Offsets are kept. */
function unquoted(text: string, end: number): string {
  const from = Math.max(0, end - MEMORY);
  return text
    .slice(from, end)
    .split("\n\n")
    .map((paragraph) => {
      let plain = "";
      let done = 0;
      for (const { start, end: stop } of quotations(paragraph)) {
        plain += paragraph.slice(done, start) + "·".repeat(stop - start);
        done = stop;
      }
      return plain + paragraph.slice(done);
    })
    .join("\n\n");
}

/** A full stop, question or exclamation mark that ends a sentence, not an initial or a title. */
const STOP = /(?<!\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Sen|Rep|Gov|Lt|Col|Jr|Sr|\p{Lu}))[.?!]+[”’"»)\]]*\s+/u;

function firstSentence(text: string): string {
  const stop = STOP.exec(`${text} `);
  return stop ? text.slice(0, stop.index) : text;
}

function lastSentence(text: string): string {
  return text.split(STOP).at(-1) ?? text;
}
