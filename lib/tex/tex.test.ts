import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ArticleNode } from "../article/tree";
import { joinFormulas } from "./lines";
import { Macros } from "./macros";
import { formulaAt } from "./reader";
import { LONGEST_TEX, setTex, tidyTex } from "./set";

/** All formulas of a text, as a Markdown reader meets them. */
function formulas(text: string, spend?: (characters: number) => void): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== "$" && text[at] !== "\\") continue;
    const formula = formulaAt(text, at, spend);
    if (formula) {
      found.push(formula.display ? `[${formula.tex}]` : formula.tex);
      at = formula.end - 1;
    } else if (text[at] === "\\") at++;
  }
  return found;
}

describe("formulas in running text", () => {
  test.each([
    ["$x$, $$y$$, \\(z\\), \\[w=1\\]", ["x", "[y]", "z", "[w=1]"]],
    ["$5 and $6", []],
    ["$20,000 and USD$30,000 and $ 5 $", []],
    ["it costs 5$, or 10$.", []],
    ["$5 for a book and 6$", []],
    ["CO$_2$ and $n$th", ["_2", "n"]],
    ["设$x$为", ["x"]],
    ["\\$x$ and $y\\$z$", ["y\\$z"]],
    ["$`a_1`$", ["a_1"]],
    ["$$ or $$, $$$x$$$", []],
    ["\\[citation needed\\] \\[1\\] \\[^1\\] \\[a](b\\) \\[x=1](b\\]", []],
    ["\\([0,1)\\) \\[ ]0,1[ \\]", ["[0,1)", "[ ]0,1[ ]"]],
    ["\\begin{align*}a\\\\b\\end{align*} \\begin{itemize}\\end{itemize}", ["[\\begin{align*}a\\\\b\\end{align*}]"]],
    ["\\\\(x\\\\)", []],
  ])("%s", (text, found) => expect(formulas(text)).toEqual(found));

  test("each character is read a few times at most, whatever the text", () => {
    const piece = fc.constantFrom(
      "$",
      "$$",
      "\\(",
      "\\[",
      "\\)",
      "\\]",
      "\\begin{align}",
      "\\begin{gather}",
      "\\end{align}",
      "a",
      " ",
      "1",
      "=",
      "{",
      "\\",
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), fc.array(piece, { maxLength: 4 }), (one, other) => {
        const text = one.join("").repeat(2000) + other.join("").repeat(2000);
        let read = 0;
        formulas(text, (characters) => {
          read += characters;
        });
        expect(read).toBeLessThan(16 * text.length);
      }),
      {
        numRuns: 60,
        examples: [
          [["\\("], ["\\)"]],
          [["$$", "a"], ["$"]],
          [["\\begin{align}", "\\begin{gather}"], []],
        ],
      },
    );
  });
});

describe("displayed formulas over several lines", () => {
  test.each([
    ["$$\na % note\n+ b\n$$\n+ c", "$$ a + b $$\n+ c"],
    ["> \\[\n> x\n> > 1\n> \\]", "> \\[ x > 1 \\]"],
    ["5% of $$\nx = 1\n$$", "5% of $$ x = 1 $$"],
    ["$$\na\n\nb\n$$", "$$ a b $$"],
    ["$$ a\n\nb $$", "$$ a\n\nb $$"],
    ["```\n$$\na\n$$\n```", "```\n$$\na\n$$\n```"],
    ["text\n\n    $$\n    a\n    $$", "text\n\n    $$\n    a\n    $$"],
    ["use `$$` here\n- and `$$` there", "use `$$` here\n- and `$$` there"],
    ["\\[a](b)\n- c\n\\]", "\\[a](b)\n- c\n\\]"],
    ["$$\nunclosed\n- a", "$$\nunclosed\n- a"],
  ])("%j", (text, joined) => expect(joinFormulas(text)).toBe(joined));
});

const words = (nodes: readonly ArticleNode[]): string =>
  nodes.map((node) => (node.type === "text" ? node.value : words(node.children))).join("");
const count = (nodes: readonly ArticleNode[]): number =>
  nodes.reduce((sum, node) => sum + 1 + (node.type === "text" ? 0 : count(node.children)), 0);

describe("setting", () => {
  test.each([
    ["x^2", "x2"],
    ["\\begin{align}a &= b \\\\ &= c\\end{align}", "a=b=c"],
    ["\\begin{eqnarray}a &=& b\\end{eqnarray}", "a=b"],
    ["a \\\\ b", "ab"],
    ["\\mathbb{R} \\mbox{on it}", "ℝon\u00a0it"],
    ["\\ensuremath{x} \\mathds{1} 5\\textdegree", "x𝟙5°"],
    ["\\label{eq:1} x \\tag{2}", "x(2)"],
  ])("%s", (tex, shown) => expect(words(setTex(tex, true) ?? [])).toBe(shown));

  test("a frame and columns keep their shape", () => {
    expect(JSON.stringify(setTex("\\boxed{x}", true))).toContain('"menclose","properties":{"notation":"box"}');
    expect(JSON.stringify(setTex("\\begin{aligned}a&=b\\end{aligned}", true))).toMatch(
      /"columnalign":"right".*"columnalign":"left"/,
    );
  });

  test.each([
    "\\unknown{x}",
    "x_{",
    "\\def\\a{xx}\\a",
    "\\newcommand{\\b}[1]{#1#1}\\b{\\b{x}}",
    "\\let\\c=\\frac \\c12",
    `x${"+x".repeat(LONGEST_TEX / 2)}`,
    "{".repeat(2400),
    `${"\\frac{".repeat(40)}x${"}{y}".repeat(40)}`,
    "\\href{javascript:alert(1)}{x}",
    "\\includegraphics{https://example.org/a.png}",
    "~",
  ])("%s is not set", (tex) => expect(setTex(tex, false)).toBeNull());

  test("what is set grows no faster than the TeX", () => {
    const shapes = [
      "x",
      "x'",
      "x_1",
      "\\ce{H2O}",
      "\\dots ",
      "a&b\\\\",
      "\\sqrt{x}",
      "\\hat x",
      "\\text{a b}",
      "\\pmb{x}",
      "\\bra{x}",
      "\\iint ",
    ];
    for (const shape of shapes) {
      const size = (length: number) => {
        const tex = shape.repeat(length / shape.length);
        return count(setTex(shape.includes("&") ? `\\begin{matrix}${tex}\\end{matrix}` : tex, true) ?? []);
      };
      const [one, four] = [size(400), size(1600)];
      expect(one, shape).toBeGreaterThan(0);
      expect(four, shape).toBeLessThan(5 * one + 20);
      expect(one, shape).toBeLessThan(40 * 400);
    }
  });

  test("what an article's formulas define is put in its place", () => {
    const macros = new Macros();
    expect(macros.learn("\\newcommand{\\R}{\\mathbb{R}} \\def\\norm#1{\\lVert #1\\rVert} x")).toBe("x");
    expect(macros.learn("\\DeclareMathOperator{\\tr}{tr} \\newcommand\\pair[2]{(#1, \\R^{#2})}")).toBe("");
    expect(macros.expand("\\norm{\\pair x{\\R}} \\tr\\Real")).toBe(
      "{\\lVert {(x, {\\mathbb{R}}^{{\\mathbb{R}}})}\\rVert} {\\operatorname{tr}}\\Real",
    );
    for (const other of ["\\newcommand{\\a}[1]{#1#1}", "\\newcommand{\\a}[1][x]{#1}", "\\def\\a{", "\\let\\a=\\b"])
      expect(macros.learn(other)).toBe(other);
  });

  test("what it becomes is no longer than what is defined allows", () => {
    const macros = new Macros();
    macros.learn(`\\newcommand{\\a}[1]{${"x".repeat(190)}#1}`);
    for (const name of "bcdefgh")
      macros.learn(`\\newcommand{\\${name}}{${`\\${String.fromCharCode(name.charCodeAt(0) - 1)}`.repeat(9)}}`);
    for (const shape of ["\\a", "\\a{", "\\h", "\\b"]) {
      const tex = shape.repeat(500) + (shape.endsWith("{") ? "}".repeat(500) : "");
      expect(macros.expand(tex).length, shape).toBeLessThan(250 * tex.length);
    }
  });

  test("in one line without comments", () => {
    expect(tidyTex(" a % note\n  + 50\\% \\\n b\\\\ ")).toBe("a + 50\\% \\ b\\\\");
    expect(tidyTex("a\\ ")).toBe("a");
    expect(tidyTex("{\\displaystyle {a}{b}}")).toBe("{a}{b}");
    expect(tidyTex("{\\displaystyle a}{b}")).toBe("{\\displaystyle a}{b}");
  });
});
