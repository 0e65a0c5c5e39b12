/**
 * `tsx bench/importing.ts`: how faithfully articles come in. Brings in the project's own pages, pastes and files of each
 * shape (`lib/article/fidelity`), and texts of extreme shapes; prints of each kind the least and the mean recall, precision
 * and order of words, how many are word for word as expected, formulas that were lost or added, and texts that come in but
 * can't be drawn. Nothing here passes or fails; `lib/article/fidelity/fidelity.test.ts` holds what holds.
 */
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Text } from "../components/reader/text";
import { ArticleError } from "../lib/article/error";
import { bringIn, type Result, SHAPES } from "../lib/article/fidelity";
import { EXTREMES } from "../lib/article/fidelity/extremes";
import { type Imported, importArticle } from "../lib/article/import";
import { layout } from "../lib/article/text";

const rounded = (share: number) => share.toFixed(4);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Whether all of a text is drawn. */
function opens({ tree, text }: Imported): boolean {
  const props = { tree, layout: layout(tree), shown: [], images: "", active: null, hovered: null, numbers: null };
  try {
    return renderToStaticMarkup(createElement(Text, props)).length >= text.length;
  } catch {
    return false;
  }
}

let unopened = 0;
const all: Result[] = [];
for (const [kind, shapes] of Object.entries(SHAPES)) {
  const results: Result[] = [];
  for (const shape of shapes) {
    try {
      const result = bringIn(shape);
      results.push(result);
      if (!opens(result.made)) unopened++;
      const formulas = Math.abs(result.formulas.came - result.formulas.expected);
      if (!result.exact || formulas > 0 || result.wrong.length > 0)
        console.log(
          `  ${result.name}: recall ${rounded(result.recall)}, precision ${rounded(result.precision)}, order ${rounded(result.order)}${formulas ? `, formulas changed: ${formulas}` : ""}${result.wrong.map((one) => `, ${one}`).join("")}`,
        );
    } catch (error) {
      if (!(error instanceof ArticleError)) throw error;
      console.log(`  ${shape.name}: refused, ${error.reason}`);
    }
  }
  report(`${kind}: ${results.length} of ${shapes.length} came in`, results);
  all.push(...results);
}
report(`All: ${all.length}`, all);

for (const { name, source } of EXTREMES) {
  try {
    const made = importArticle(source());
    const drawn = opens(made);
    if (!drawn) unopened++;
    console.log(
      `  ${name}: ${made.text.length.toLocaleString("en")} characters, ${drawn ? "drawn whole" : "NOT DRAWN"}`,
    );
  } catch (error) {
    if (!(error instanceof ArticleError)) throw error;
    console.log(`  ${name}: refused, ${error.reason}`);
  }
}
console.log(`Texts that come in and can't be drawn: ${unopened}`);

function report(head: string, results: Result[]) {
  const figures = (["recall", "precision", "order"] as const).map((one) => {
    const values = results.map((result) => result[one]);
    return `${one} ${rounded(mean(values))} (least ${rounded(Math.min(...values))})`;
  });
  const exact = results.filter((result) => result.exact).length;
  const changed = results.reduce((sum, { formulas }) => sum + Math.abs(formulas.came - formulas.expected), 0);
  console.log(`${head}, ${exact} word for word; ${figures.join(", ")}; formulas changed: ${changed}`);
}
