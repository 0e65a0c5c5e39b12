/** The language that every page of Gloss says it is in (`html lang`). */
const PAGE = "en";

/** In which language a text is, and in which direction it runs, as far as that is known. */
export type Written = { language?: string | null; dir?: "ltr" | "rtl" };

/**
 * The attributes of an element that shows words of a text, such as its title or a passage: `lang` where that is another
 * language than the page's, so that a screen reader speaks them as they are meant, and the direction, by the words
 * themselves where the text's is not known. Used for what readers write as well, of which neither is known.
 */
export function languageOf({ language, dir }: Written = {}): { lang?: string; dir: "ltr" | "rtl" | "auto" } {
  const other = language && language.split("-")[0]?.toLowerCase() !== PAGE;
  return { ...(other && { lang: language }), dir: dir ?? "auto" };
}
