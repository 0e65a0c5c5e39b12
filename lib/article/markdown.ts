import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

const written = gfmHtml();
// GitHub's tag filter turns some tags into visible text; here the allow-list decides, and what it drops is gone.
delete written.exit?.htmlFlowData;
delete written.exit?.htmlTextData;

const BACK =
  / ?<a href="#user-content-fnref-[^"]*" data-footnote-backref="" aria-label="[^"]*" class="data-footnote-backref">↩(?:<sup>\d+<\/sup>)?<\/a>/g;

/**
 * CommonMark with GitHub's tables, footnotes, strikethrough and task lists, as HTML. HTML within it passes: what comes
 * out goes through `convert` like any other, so that there is one allow-list and one door.
 */
export function markdownToHtml(source: string): string {
  // Front matter is about the text and no part of it.
  const body = source.replace(/^\uFEFF?---[ \t]*\r?\n[\s\S]{0,20000}?\r?\n---[ \t]*(?:\r?\n|$)/, "");
  const html = micromark(body, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [written],
  });
  // The extension heads the notes with a word that the author did not write, and ends each with arrows back to its marks.
  return html.replace(BACK, "").replace('<h2 id="footnote-label" class="sr-only">Footnotes</h2>', "");
}
