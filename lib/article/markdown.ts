import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { joinFormulas } from "../tex/lines";
import { markup, markupHtml } from "./markup";

const written = gfmHtml();
// GitHub's tag filter turns some tags into visible text; here the allow-list decides, and what it drops is gone.
delete written.exit?.htmlFlowData;
delete written.exit?.htmlTextData;

const BACK =
  / ?<a href="#user-content-fnref-[^"]*" data-footnote-backref="" aria-label="[^"]*" class="data-footnote-backref">↩(?:<sup>\d+<\/sup>)?<\/a>/g;
/** GitHub's and Obsidian's `> [!NOTE]`, with a title of its own or not. */
const CALLOUT = /(<blockquote>\n<p>)\[!([a-z][a-z0-9-]{0,40})\][+-]?[ \t]*([^\n]*?)(?:<br \/>)?(\n|<\/p>)/gi;

/**
 * CommonMark with GitHub's tables, footnotes, strikethrough, task lists and alerts, formulas in TeX, and Obsidian's links,
 * highlights and comments, as HTML. HTML within it passes: what comes out goes through `convert` like any other, so that
 * there is one allow-list and one door.
 */
export function markdownToHtml(source: string): string {
  const html = micromark(joinFormulas(withoutComments(source)), {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm(), markup],
    htmlExtensions: [written, markupHtml],
  });
  // The extension heads the notes with a word that the author did not write, and ends each with arrows back to its marks.
  return html
    .replace(BACK, "")
    .replace('<h2 id="footnote-label" class="sr-only">Footnotes</h2>', "")
    .replace(CALLOUT, (_, before: string, kind: string, title: string, after: string) => {
      const words = title.trim() || `${kind[0]?.toUpperCase()}${kind.slice(1).toLowerCase()}`;
      return `${before}<strong>${words}</strong></p>${after === "\n" ? "\n<p>" : ""}`;
    });
}

/** Obsidian's comments over several paragraphs: from a line that begins with `%%` to one that ends with it. */
function withoutComments(source: string): string {
  if (!source.includes("%%")) return source;
  const lines = source.split(/\r\n|\n|\r/);
  const closings = lines.flatMap((line, i) => (line.trimEnd().endsWith("%%") ? [i] : []));
  const out: string[] = [];
  let fence = "";
  let next = 0;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const mark = /^[ \t>]*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence) {
      if (line.trim().startsWith(fence)) fence = "";
    } else if (mark) fence = mark;
    while (next < closings.length && closings[next]! <= i) next++;
    const end = closings[next];
    if (!fence && end !== undefined && /^%%(?!.*%%)/.test(line)) i = end;
    else out.push(line);
  }
  return out.join("\n");
}
