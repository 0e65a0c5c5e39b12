import { CELLS, HEADINGS, LIST, PROSE, paragraphs, text } from "./prose";
import type { Shape } from "./shape";

const shape = (name: string, content: string, expected: string, more: Partial<Shape> = {}): Shape => ({
  name,
  given: { kind: "fragment", content, title: "A title" },
  text: expected,
  ...more,
});

const word = (line: string, more = "") =>
  `<p class=MsoNormal ${more}><span lang=EN-GB style='font-family:"Times New Roman",serif;mso-fareast-language:EN-GB'>${line}<o:p></o:p></span></p>`;
const item = (list: string, level: number, sign: string, line: string) =>
  `<p class=MsoListParagraphCxSpMiddle style='margin-left:${level * 36}.0pt;text-indent:-18.0pt;mso-list:${list} level${level} lfo1'><![if !supportLists]><span style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>${line}<o:p></o:p></p>`;
const docs = (line: string, style = "font-weight:400;font-style:normal") =>
  `<span style="font-size:11pt;font-family:Arial,sans-serif;color:#000000;background-color:transparent;${style};text-decoration:none;vertical-align:baseline;white-space:pre-wrap;">${line}</span>`;
const CELL_ROWS = CELLS.map(
  (row) => `<tr height=20>${row.map((cell) => `<td class=xl65>${cell}</td>`).join("")}</tr>`,
).join("");
const KATEX = `<span class="katex"><span class="katex-mathml"><math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>t</mi><mo>=</mo><mn>11</mn></mrow><annotation encoding="application/x-tex">t = 11</annotation></semantics></math></span><span class="katex-html" aria-hidden="true"><span class="mord">t</span><span class="mrel">=</span><span class="mord">11</span></span></span>`;

/** What a clipboard holds of each program. */
export const PASTES: readonly Shape[] = [
  shape(
    "Word: paragraphs",
    `<!--StartFragment-->${PROSE.map((line) => word(line)).join("\n")}<!--EndFragment-->`,
    text(PROSE),
  ),
  shape(
    "Word: lists",
    [
      word(PROSE[0] ?? ""),
      item("l0", 1, "·", LIST[0] ?? ""),
      item("l0", 2, "o", LIST[1] ?? ""),
      item("l0", 1, "·", LIST[2] ?? ""),
      item("l1", 1, "1.", PROSE[1] ?? ""),
      item("l1", 1, "2.", PROSE[2] ?? ""),
    ].join("\n"),
    text(PROSE[0] ?? "", LIST, PROSE.slice(1, 3)),
  ),
  shape(
    "Word: an outline",
    [
      item("l2", 1, "1.", HEADINGS[0] ?? ""),
      item("l2", 2, "1.1.", PROSE[0] ?? ""),
      item("l2", 2, "1.2.", PROSE[1] ?? ""),
    ].join("\n"),
    text(`1. ${HEADINGS[0]}`, `1.1. ${PROSE[0]}`, `1.2. ${PROSE[1]}`),
  ),
  shape(
    "Word: hidden words, a table and a note",
    `${word(`${PROSE[0]}<span style='mso-hide:all;display:none'>draft</span><a href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>`)}<table class=MsoTableGrid border=1>${CELLS.map((row) => `<tr>${row.map((cell) => `<td width=200>${word(cell)}</td>`).join("")}</tr>`).join("")}</table><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> The museum’s number 17.</p></div>`,
    text(`${PROSE[0]}[1]`, CELLS.flat(), "[1] The museum’s number 17."),
  ),
  shape(
    "Google Docs",
    `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr">${docs(HEADINGS[0] ?? "", "font-weight:400")}</h2>${PROSE.slice(
      0,
      4,
    )
      .map((line) => `<p dir="ltr" style="line-height:1.38;margin-top:0pt">${docs(line)}</p>`)
      .join(
        "",
      )}<br /><ul>${LIST.map((line) => `<li dir="ltr" aria-level="1"><p dir="ltr" role="presentation">${docs(line, "font-weight:700")}</p></li>`).join("")}</ul></b>`,
    text(HEADINGS[0] ?? "", PROSE.slice(0, 4), LIST),
  ),
  shape(
    "LibreOffice",
    `<meta name="generator" content="LibreOffice 24.2"/><style type="text/css">p { margin-bottom: 0.25cm; line-height: 115% } a:link { so-language: zxx }</style>${PROSE.map((line) => `<p style="margin-bottom: 0cm; line-height: 100%">\n${line.replaceAll(" and ", "\nand ")}</p>`).join("\n")}`,
    text(PROSE),
  ),
  shape(
    "a mail of Outlook",
    `<div class=WordSection1>${PROSE.map((line) => word(line)).join(`<p class=MsoNormal><o:p>&nbsp;</o:p></p>`)}</div>`,
    text(PROSE),
  ),
  shape(
    "a selection in a browser",
    `<meta http-equiv="content-type" content="text/html; charset=utf-8"><h2 style="box-sizing: border-box; color: rgb(0, 0, 0); font-style: normal; font-weight: 600">${HEADINGS[0]}</h2>${PROSE.map((line) => `<p style="box-sizing: border-box; color: rgb(0, 0, 0); font-style: normal; font-weight: 400; white-space: normal">${line}</p>`).join("")}`,
    text(HEADINGS[0] ?? "", PROSE),
  ),
  shape(
    "notes kept in boxes",
    `<div data-block-id="1"><div><div>${PROSE[0]}</div></div></div><div data-block-id="2"><ul><li>${LIST[0]}<ul><li>${LIST[1]}</li></ul></li></ul></div><div data-block-id="3"><blockquote>${PROSE[1]}</blockquote></div>`,
    text(PROSE[0] ?? "", LIST[0] ?? "", LIST[1] ?? "", PROSE[1] ?? ""),
  ),
  shape(
    "a table of a spreadsheet",
    `<google-sheets-html-origin><style>td {border: 1px solid}</style><table><colgroup><col width=100></colgroup><tbody>${CELL_ROWS}</tbody></table>`,
    text(CELLS.flat()),
  ),
  shape(
    "formulas of KaTeX",
    `<p>The time is ${KATEX} here.</p>${paragraphs(PROSE)}`,
    text("The time is \0 here.", PROSE),
    { formulas: 1 },
  ),
  shape(
    "formulas of MathJax 2",
    `<p>The time is <span class="MathJax_Preview"></span><span class="MathJax" id="MathJax-Element-1-Frame" role="presentation" data-mathml="&lt;math&gt;&lt;mi&gt;t&lt;/mi&gt;&lt;/math&gt;"><nobr aria-hidden="true"><span class="math"><span class="mrow"><span class="mi">t</span><span class="mo">=</span><span class="mn">11</span></span></span></nobr><span class="MJX_Assistive_MathML" role="presentation"><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>t</mi><mo>=</mo><mn>11</mn></math></span></span><script type="math/tex" id="MathJax-Element-1">t = 11</script> here.</p>${paragraphs(PROSE)}`,
    text("The time is \0 here.", PROSE),
    { formulas: 1 },
  ),
  shape(
    "code of an editor",
    `<div style="font-family: Menlo; white-space: pre;"><pre><span style="color: #00f">const</span> minutes = 11;\n  <span>wind</span>(clock);</pre></div>`,
    "const minutes = 11;\n  wind(clock);",
  ),
];
