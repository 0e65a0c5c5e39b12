import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostileHtml } from "./hostile";
import { convert } from "./html";
import { importArticle } from "./import";
import { markdownToHtml } from "./markdown";
import { canonicalText } from "./text";
import type { ArticleTree } from "./tree";
import { writeMarkdown } from "./write";

const HASH = "ab".repeat(32);
const STORED = new Set([HASH]);
const treeOf = (html: string): ArticleTree => convert(html, "https://example.org/", STORED).tree;
const again = (tree: ArticleTree) => convert(markdownToHtml(writeMarkdown(tree)), null, STORED).tree;
/** What an edited article becomes. */
const edited = (tree: ArticleTree, content: string, pictures: readonly string[] = [HASH], title = "A title") =>
  importArticle({ kind: "markdown", content, title, edited: { tree, pictures } });

/** Words that Markdown, GitHub's additions to it, or HTML would take for markup. */
const AWKWARD = [
  ..."*_`~[]()<>#+-=|!\\&:.@$\"'^{}",
  ..."** __ `` ~~ *a* _a_ <b> </b> &amp; &copy; &#42; [a](b) ![a](b) [^1] [x]: [ ] \\* \\\\ 1. 1) - + # > --- === ``` | $a$".split(
    " ",
  ),
  ...[
    "$x$",
    "$$",
    "$5",
    "\\(x\\)",
    "\\[y=1\\]",
    "\\begin{align}",
    "\\end{align}",
    "==x==",
    "%%x%%",
    "%%",
    "[[a|b]]",
    "![[a.png]]",
  ],
  ...["^[n]", "2*3*4", "[!NOTE]"],
  "www.example.com",
  "https://example.com/a_b_c?d=*e*",
  "a_b@example.com",
  "snake_case_word",
  "<!-- no -->",
  "“quoted”",
  "\u00a0",
  "\u2003",
  "\u200b",
  "\ufeff",
  "\u2028",
  "\u0085",
  "\u0001",
  "مرحبا",
  "日本語",
  "👩‍👩‍👧",
  "e\u0301",
  "\u{1d4b3}",
  "plain words",
  "1986",
];
const awkward = fc
  .array(fc.oneof(fc.constantFrom(...AWKWARD), fc.constantFrom(" ", " ", "a", "B")), { minLength: 1, maxLength: 8 })
  .map((pieces) => pieces.join(""));
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const text = awkward.map(escaped);
const INLINE = "em strong i b s del code sub sup u q kbd small cite mark abbr bdi ins span".split(" ");
const { phrase } = fc.letrec<{ phrase: string; piece: string }>((tie) => ({
  phrase: fc.array(tie("piece"), { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join("")),
  piece: fc.oneof(
    { maxDepth: 3, depthIdentifier: "inline" },
    text,
    fc.tuple(fc.constantFrom(...INLINE), tie("phrase")).map(([tag, inner]) => `<${tag}>${inner}</${tag}>`),
    fc
      .tuple(
        fc.constantFrom("/a_b*c*", "https://x.org/?a[]=1&copy=2", "https://x.org/(a)/b|c%20d", "mailto:a@b.org", "#n1"),
        tie("phrase"),
      )
      .map(([href, inner]) => `<a href="${href}">${inner}</a>`),
    fc.constantFrom(
      "<br>",
      `<img src="image:${HASH}" alt="a *b* [c] | &quot;d&quot;">`,
      '<span lang="de" dir="ltr">Wort</span>',
      '<a id="n2"></a>',
      "<ruby>漢<rt>kan</rt></ruby>",
      '<math display="block"><mi>x</mi><mo>*</mo><msup><mi>y</mi><mn>2</mn></msup></math>',
      '<time datetime="2026-01-01">today</time>',
      '<math><mi>a</mi><mspace width="1em"></mspace><mi>b</mi></math>',
      '<math><semantics><mi>x</mi><annotation encoding="application/x-tex">x_1 \\$ | y*z*</annotation></semantics></math>',
      '<math display="block"><semantics><mi>x</mi><annotation encoding="TeX">\\begin{align} a &amp;= b \\end{align}</annotation></semantics></math>',
    ),
  ),
}));
const { block } = fc.letrec<{ block: string; blocks: string }>((tie) => ({
  blocks: fc.array(tie("block"), { minLength: 1, maxLength: 3 }).map((blocks) => blocks.join("")),
  block: fc.oneof(
    { maxDepth: 2, depthIdentifier: "block" },
    phrase.map((inner) => `<p>${inner}</p>`),
    fc.tuple(fc.constantFrom(1, 2, 3, 4, 5, 6), phrase).map(([n, inner]) => `<h${n}>${inner}</h${n}>`),
    awkward.map((code) => `<pre>${escaped(code)}\n\n   ${escaped(code)}\n\tend</pre>`),
    awkward.map((code) => `<pre><code>${escaped(code)}\n  x</code></pre>`),
    fc.constant("<hr>"),
    phrase.map((inner) => `<p id="n1" dir="rtl">${inner}</p>`),
    fc
      .array(fc.array(phrase, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 3 })
      .map(
        (rows) =>
          `<table><thead><tr><th>a<th>b</thead>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}`).join("")}`).join("")}</table>`,
      ),
    phrase.map((inner) => `<table><caption>${inner}</caption><tr><td colspan=2><p>${inner}</p><p>b</p></table>`),
    phrase.map((inner) => `<figure><img src="image:${HASH}"><figcaption>${inner}</figcaption></figure>`),
    phrase.map((inner) => `<dl><dt>${inner}<dd>${inner}</dl>`),
    tie("blocks").map((inner) => `<blockquote>${inner}</blockquote>`),
    phrase.map((inner) => `<blockquote>${inner}</blockquote>`),
    fc
      .tuple(
        fc.constantFrom("ul", "ol", 'ol start="7"', 'ol type="a" reversed'),
        fc.array(fc.oneof(phrase, tie("blocks")), { minLength: 1, maxLength: 3 }),
      )
      .map(([list, items]) => `<${list}>${items.map((item) => `<li>${item}`).join("")}</${list.slice(0, 2)}>`),
    fc.tuple(phrase, tie("blocks")).map(([item, inner]) => `<ul><li id="n2">${item}<ul><li>${inner}</ul></ul>`),
  ),
}));
const tree = fc
  .array(block, { minLength: 1, maxLength: 5 })
  .map((blocks) => treeOf(`${blocks.join("")}<p>the <a href="#n1">end</a></p>`));

describe("a tree as Markdown", { timeout: 60_000 }, () => {
  test("read in again says the same, character for character", () => {
    fc.assert(
      fc.property(tree, (made) => {
        expect(canonicalText(again(made))).toBe(canonicalText(made));
      }),
      { numRuns: 300 },
    );
  });

  test("comes back as the same tree where nothing was edited", () => {
    fc.assert(
      fc.property(tree, (made) => {
        expect(edited(made, writeMarkdown(made)).tree).toEqual(made);
      }),
      { numRuns: 120 },
    );
  });

  test.each([
    ["# A heading\n", "<h1>A heading</h1>"],
    [
      "One *two* **three** ~~four~~ `five`\n",
      "<p>One <em>two</em> <strong>three</strong> <del>four</del> <code>five</code></p>",
    ],
    ["[a](https://example.org/b_c)\\\nd\n", '<p><a href="/b_c">a</a><br>d</p>'],
    ["- a\n- b\n  1. c\n", "<ul><li>a<li><p>b</p><ol><li>c</ol></ul>"],
    ["> a\n\n***\n", "<blockquote><p>a</p></blockquote><hr>"],
    [
      "| a | b |\n| - | - |\n| 1\\|2 | *c* |\n",
      "<table><thead><tr><th>a<th>b</thead><tr><td>1|2<td><em>c</em></table>",
    ],
    [`![A river](image:${HASH})\n`, `<p><img src="image:${HASH}" alt="A river"></p>`],
    ["```\nif (a)\n\n  b\n```\n", "<pre><code>if (a)\n\n  b</code></pre>"],
    ['H<sub>2</sub>O <span lang="de">Wasser</span>\n', '<p>H<sub>2</sub>O <span lang="de">Wasser</span></p>'],
    ['<div dir="rtl">\n\nא\n\nב\n\n</div>\n', "<p dir=rtl>א<p dir=rtl>ב"],
  ])("is what a person would write: %s", (markdown, html) => {
    expect(writeMarkdown(treeOf(html))).toBe(markdown);
    expect(again(treeOf(html))).toEqual(treeOf(html));
  });
});

describe("an edited text", () => {
  const BASE = treeOf(`<h2 lang="de">Eins</h2><p>A <i>small</i> ferry.</p><p>A <em>small</em> ferry.</p>
    <table><tr><td rowspan=2>1<td>2<tr><td>3</table><p><img src="image:${HASH}" alt="A river"></p>`);

  test("keeps what was not touched, wherever it stands now, and takes what was", () => {
    const blocks = writeMarkdown(BASE).split("\n\n");
    const moved = [...blocks.slice(4), "New *words*.", ...blocks.slice(0, 4)].join("\n\n");
    const made = edited(BASE, moved).tree.children;
    for (const block of BASE.children) expect(made).toContainEqual(block);
    expect(made).toHaveLength(BASE.children.length + 1);
  });

  test("shows the article's own pictures, and no others by their hash", () => {
    const other = "cd".repeat(32);
    const markdown = `![own](image:${HASH}) ![other](image:${other})\n\n<img src="image:${other}" alt="third">\n\nWords.`;
    const shown = (pictures: string[]) =>
      JSON.stringify(edited(BASE, markdown, pictures).tree).match(/image:[0-9a-f]+/g);
    expect(shown([HASH])).toEqual([`image:${HASH}`]);
    expect(shown([])).toBeNull();
  });

  test("loses a first heading only where it says the title and the text did not begin so", () => {
    const first = (base: string) =>
      edited(treeOf(base), "# A Title\n\nWords.", [], "A title").tree.children[0]?.tagName;
    expect(first("<p>Words.</p>")).toBe("p");
    expect(first("<h1>A title</h1><p>Words.</p>")).toBe("h1");
  });

  test.each(hostileHtml)("is as safe as any import: $name", ({ html }) => {
    const made = edited(BASE, `${html}\n\nWords.`).tree;
    expect(JSON.stringify(made)).not.toMatch(/script:|"on|srcdoc|data:/i);
  });
});
