import { Problem } from "../problem";

/** Why an import could not be: the status of the answer, its title, and what to do. */
const REASONS = {
  empty: [400, "Nothing to read", "There is no text in it. Paste the article, or choose another file."],
  "no-article": [
    422,
    "No article found",
    "There is no article to be found in that page. Copy its text and paste it instead.",
  ],
  "not-text": [415, "Not a text", "That is not a text file. Choose a .txt, .md or .html file, or paste the text."],
  "too-large": [413, "Too large", "An article may hold 10 MB of text. Bring in a part of it."],
  "too-complex": [413, "Too complex", "That page has too many parts to be read. Copy its text and paste it instead."],
  "too-slow": [
    422,
    "Took too long",
    "Reading that took too long, so it was stopped. Copy the text and paste it instead.",
  ],
  busy: [503, "Busy", "Other articles are being read in just now. Try again in a moment."],
  unreachable: [
    422,
    "Could not be fetched",
    "That address could not be fetched. Copy the article's text and paste it instead.",
  ],
} as const;
export type Reason = keyof typeof REASONS;

/** What to do where the text itself was given: to paste it is no advice. */
const OF_TEXTS: Partial<Record<Reason, string>> = {
  "too-complex": "That text has too many parts to be read. Split it, and add each part by itself.",
  "too-slow": "Reading that text took too long, so it was stopped. Split it, and add each part by itself.",
};

/** A known failure of an import, for `app/boundary.ts` to answer. */
export class ArticleError extends Problem {
  /** @param given whether a page was to be read, or a text that somebody pasted or chose */
  constructor(
    readonly reason: Reason,
    given: "page" | "text" = "page",
  ) {
    const [status, title, detail] = REASONS[reason];
    super(status, title, (given === "text" && OF_TEXTS[reason]) || detail, { extra: { reason } });
    this.name = "ArticleError";
  }
}
