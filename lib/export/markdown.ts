/** Putting what people wrote into one Markdown document so that none of it becomes part of the document's own structure. */

/** A text that is no Markdown, so that it reads as itself, line by line; spaces at the head and end of a line go. */
export function literal(text: string): string {
  return lines(text)
    .map((one) =>
      one
        .trim()
        .replace(/[\\`*_{}[\]<>#|~&!$]/g, "\\$&")
        // What makes a list, a rule or an underlined heading does so only at the head of a line.
        .replace(/^(?:[-+=]|(\d{1,9})(?=[.)]))/, (head, digits?: string) => (digits ? `${digits}\\` : `\\${head}`)),
    )
    .join("\n");
}

/** The same on one line: for headings, list items and facts. */
export function literalLine(text: string): string {
  return literal(text.replace(/\s+/gu, " "));
}

/** A passage as a block quotation, word for word. */
export function quoted(text: string): string {
  return within(literal(text));
}

/**
 * Markdown that someone wrote, kept as Markdown in a block quotation of its own: a heading, an open fence or a comment in it
 * ends where it ends. An empty line must follow.
 */
export function contained(markdown: string): string {
  return within(lines(markdown).join("\n"));
}

const within = (text: string) => text.replace(/^/gm, "> ");

/** Every kind of line end counts: Markdown ends a line at a lone CR too. */
const lines = (text: string) => text.split(/\r\n|[\n\r\u2028\u2029]/);
