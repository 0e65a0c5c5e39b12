/** Names of months and weekdays as bylines have them. */
const LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "pl", "cs"];
const named = (dates: Date[], part: "month" | "weekday") =>
  [
    ...new Set(
      LANGUAGES.flatMap((language) =>
        (["long", "short"] as const).flatMap((length) => {
          const format = new Intl.DateTimeFormat(language, {
            [part]: length,
            ...(part === "month" && { day: "numeric" }),
            timeZone: "UTC",
          });
          return dates.map(
            (date) =>
              format
                .formatToParts(date)
                .find(({ type }) => type === part)
                ?.value.replace(/\.$/, "") ?? "",
          );
        }),
      ),
    ),
  ]
    .filter((name) => /^\p{L}+$/u.test(name))
    .sort((a, b) => b.length - a.length)
    .join("|");
const MONTH = `(?:${named(
  Array.from({ length: 12 }, (_, i) => new Date(Date.UTC(2024, i, 1))),
  "month",
)}|sept)\\.?`;
const WEEKDAY = `(?:${named(
  Array.from({ length: 7 }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i))),
  "weekday",
)})\\.?`;
const DAY = "\\d{1,2}(?:st|nd|rd|th|er|º|\\.)?";
const DATE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${WEEKDAY},?\\s+)?(?:(?:the\\s+)?${DAY}\\s+(?:of\\s+|de\\s+)?${MONTH},?\\s+(?:de\\s+)?\\d{4}|${MONTH}\\s+${DAY},?\\s+\\d{4}|${MONTH}\\s+\\d{4}|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4})(?!\\p{L})`,
  "iu",
);
/** What leads to a date, or parts it from the name. */
const BEFORE =
  /(?:[\s,;|·•–—/([-]|(?<=[\s,;|·•–—([-])(?:on|at|am|le|el|il|em|op|den|posted|published|updated|created|last|first|modified|date|veröffentlicht|publié|publicado|pubblicato)\b:?)+$/iu;
const READING = /[\s,;|·•–—(-]*\b\d{1,3}[\s-]*min(?:ute)?s?\.?\s+read\b.*$/iu;

/**
 * Who wrote it, without the word that introduces them and without the date that stands beside them; `null` when it is no
 * name, as the address of a page is none. The date is given apart.
 */
export function toByline(value: string | null | undefined): { name: string | null; date: string | null } {
  const line = (value ?? "").slice(0, 1000).replace(/\s+/g, " ").trim();
  if (line === "" || /^https?:/i.test(line)) return { name: null, date: null };
  const found = DATE.exec(line);
  const date = found?.[0] ?? null;
  // What follows a date is the time of day, or when it was changed; what a date begins, the name ends.
  const [before, after] = found ? [line.slice(0, found.index), line.slice(found.index + found[0].length)] : [line, ""];
  const name = (text: string) =>
    text
      .replace(READING, "")
      .replace(/^(?:(?:written|posted|published|reported|words|story)\s+)?by\b[:\s]*/iu, "")
      .replace(BEFORE, "")
      .replace(/^[\s,;|·•–—-]+/u, "")
      .trim();
  const lead = name(found ? `${before} ` : before);
  const made = lead || name(after.replace(/^[\s,;|·•–—-]+/u, "").replace(/^(?:\d{1,2}:\d{2}\S*\s*)+/u, ""));
  return {
    name: /\p{L}/u.test(made) && !/^(?:posted|published|updated|on|last)\b:?\s*$/i.test(made) ? made : null,
    date,
  };
}

const SEPARATOR = /(\s*[|｜]\s*|\s+[–—·•«»‹›:/\\-]+\s+|_(?=[^_]+$)|: )/u;
const folded = (text: string) =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/^the\s/, "")
    .replace(/[^\p{L}\p{N}]/gu, "");

/**
 * A page's title without the name of its site before or behind it, and as a heading of the page says it where the rest is
 * something else.
 * @param names of the site
 * @param headings of the article, the first ones
 */
export function toTitle(title: string, names: readonly string[], headings: readonly string[]): string {
  const pieces = title.replace(/\s+/g, " ").trim().slice(0, 2000).split(SEPARATOR);
  const sites = new Set(names.map(folded).filter((name) => name.length > 1));
  const isSite = (piece: string | undefined) => piece !== undefined && sites.has(folded(piece));
  let [from, to] = [0, pieces.length];
  if (to - from > 2 && isSite(pieces[to - 1])) to -= 2;
  else if (to - from > 2 && isSite(pieces[from])) from += 2;
  const kept = pieces.slice(from, to);
  for (const heading of headings.map(folded)) {
    if (heading.length < 2) continue;
    for (let end = kept.length - 2; end > 0; end -= 2) {
      // A colon belongs to a title, unless the site itself stands before it.
      for (const some of [kept.slice(0, end), kept.slice(kept.length - end)])
        if (folded(some.join("")) === heading && !bound(kept, some)) return some.join("").trim();
    }
  }
  return kept.join("").trim();
}

/** Whether what is left out hangs on the rest by a colon. */
function bound(kept: readonly string[], some: readonly string[]): boolean {
  const between = kept[0] === some[0] ? kept[some.length] : kept[kept.length - some.length - 1];
  return between === ": ";
}
