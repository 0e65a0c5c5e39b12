import type { Span } from "@/lib/anchoring";
import { suggestSpeaker } from "./index";

/** A quotation of an article and who said it; `null` where no name can honestly be given. */
export type Said = Span & { who: string | null };

const OPENER: Record<string, string> = { "”": "“", '"': '"', "»": "«", "“": "„", "’": "‘" };

/**
 * Reads an article in which each quotation is followed by its speaker in braces, `“Yes, we will,”{Ada Byron} she said`
 * (`{}` for none): the text without the braces, and the quotations with their marks.
 */
export function annotated(marked: string): { text: string; said: Said[] } {
  const said: Said[] = [];
  let text = "";
  for (const part of marked.trim().split(/(\{[^}]*\})/)) {
    if (!part.startsWith("{")) text += part;
    else {
      const opener = OPENER[text.at(-1) ?? ""] ?? "";
      said.push({ start: text.lastIndexOf(opener, text.length - 2), end: text.length, who: part.slice(1, -1) || null });
    }
  }
  return { text, said };
}

/** How many quotations get the right speaker, and what went wrong with the others. */
export function score(marked: string): { right: number; of: number; wrong: string[] } {
  const { text, said } = annotated(marked);
  const wrong = said.flatMap(({ start, end, who }) => {
    const speaker = suggestSpeaker(text, { start, end })?.speaker ?? null;
    return speaker === who ? [] : [`${text.slice(start, start + 40)}… is ${who}, not ${speaker}`];
  });
  return { right: said.length - wrong.length, of: said.length, wrong };
}
