import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import { isArticleTree } from "./check";
import { ArticleError } from "./error";
import { hostileHtml } from "./hostile";
import { importArticle, placeImages, type Source } from "./import";
import { readPage } from "./page";
import { canonicalText } from "./text";
import type { ArticleNode } from "./tree";
import { writeMarkdown } from "./write";

const from = (content: string, kind: Source["kind"] = "fragment", title?: string) =>
  importArticle({ kind, content, title, address: "https://example.org/dir/page" });
const outcome = (content: string, kind?: Source["kind"]) => {
  try {
    return from(content, kind, "Title").text;
  } catch (error) {
    if (error instanceof ArticleError) return error.reason;
    throw error;
  }
};
/** The tree in one line: tags, properties in brackets, text as it is. */
const sketch = (nodes: readonly ArticleNode[]): string =>
  nodes
    .map((node) => {
      if (node.type === "text") return node.value;
      const properties = Object.entries(node.properties).map(([name, value]) => `[${name}=${value}]`);
      return `<${node.tagName}${properties.join("")}>${sketch(node.children)}</>`;
    })
    .join("");
const tree = (html: string) => sketch(from(html, "fragment", "Title").tree.children);

describe("hostile HTML keeps its words and nothing else", () => {
  test.each(hostileHtml)("$name", ({ html, text }) => {
    expect(outcome(html)).toBe(text ?? "empty");
    if (text === null) return;
    const made = from(html, "fragment", "Title").tree;
    expect(isArticleTree(made)).toBe(true);
    expect(JSON.stringify(made)).not.toMatch(/script:|alert|"on|style|src=|srcdoc|data:/i);
  });
});

describe("the tree's normal form", () => {
  test.each([
    [
      "stray text beside a list is a paragraph",
      "<li>x</li>a<ul><li>b<ul><li>c</ul>d</ul>",
      "<p>x</><p>a</><ul><li><p>b</><ul><li>c</></><p>d</></></>",
    ],
    ["whitespace collapses across elements", "<p> a <b> b </b> c\n\t<i></i> d </p>", "<p>a <b>b </>c d</>"],
    ["line breaks take the spaces beside them", "<p>a <br> b<br></p>", "<p>a<br></>b</>"],
    ["a no-break space stays", "<p>a&nbsp; b</p><p>&nbsp;</p>", "<p>a\u00a0 b</>"],
    ["a pre keeps its own", "<pre>\n\n a\r\n\tb<br>c\n</pre>", "<pre> a\n\tb\nc</>"],
    ["a heading holds no block", "<h2><div>a</div><div>b</div></h2>", "<h2>a b</>"],
    ["clothing passes to the leaves of blocks", "<b><p>a<p>c</b>", "<p><b>a</></><p><b>c</></>"],
    ["a word processor's false bold goes", '<b style="font-weight:normal"><p>a</p></b>', "<p>a</>"],
    [
      "a link around blocks",
      "<a href='/x'><h3>a</h3></a>",
      "<h3><a[href=https://example.org/x][rel=nofollow noopener]>a</></>",
    ],
    [
      "spans are bounded, empty cells stay",
      "<table><tr><td colspan=9999>a<td></table>",
      "<table><tbody><tr><td[colSpan=100]>a</><td></></></></>",
    ],
    [
      "language and direction of a wrapper pass to its blocks",
      "<div dir=RTL lang=ar><p>a</p>b</div>",
      "<p[dir=rtl][lang=ar]>a</><p[dir=rtl][lang=ar]>b</>",
    ],
    [
      "in-page links keep working, prefixed",
      "<a href='#n'>1</a><div id=n><p>note</p></div>",
      "<p><a[href=#in-n]>1</></><p[id=in-n]>note</>",
    ],
    [
      "an address of the page itself is in-page too",
      "<a href='page#n'>1</a><p id=n>note</p>",
      "<p><a[href=#in-n]>1</></><p[id=in-n]>note</>",
    ],
    [
      "an id that nothing links to goes, a link to nothing leads out",
      "<p id=n>a</p><a href='#m'>b</a>",
      "<p>a</><p><a[href=https://example.org/dir/page#m][rel=nofollow noopener]>b</></>",
    ],
    [
      "pictures are named by place, never by address",
      "<figure><img src=a.png alt=A><figcaption>C</figcaption></figure>",
      "<figure><img[src=image:0][alt=A]></><figcaption>C</></>",
    ],
    ["a tracking pixel goes", "<p>a<img width=1 height=1 src=t.gif></p>", "<p>a</>"],
    [
      "ruby keeps its readings",
      "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
      "<p><ruby>漢<rp>(</><rt>kan</><rp>)</></></>",
    ],
    [
      "maths keeps to MathML Core",
      "<math display=block><semantics><mrow><mi>x</mi> <mo stretchy=false>=</mo><foo>y</foo></mrow><annotation>tex</annotation></semantics></math>",
      "<p><math[display=block]><mrow><mi>x</><mo[stretchy=false]>=</><mtext>y</></></></>",
    ],
    [
      "definition lists pass through their wrappers",
      "<dl><div><dt>a<dd>b</div>c</dl>",
      "<dl><dt>a</><dd>b</><dd><p>c</></></>",
    ],
    [
      "Word's bold for its own script is bold",
      "<p><b style='mso-bidi-font-weight:normal'>a</b> <i style='mso-bidi-font-style:normal'>b</i></p>",
      "<p><b>a</> <i>b</></>",
    ],
    [
      "Google's spans say what they look like",
      '<b style="font-weight:normal;" id="docs-internal-guid-1"><p><span style="font-weight:700;font-style:normal;text-decoration:none;vertical-align:baseline">a</span><span style="font-weight:400;font-style:italic">b</span><span style="font-weight:400;vertical-align:super">c</span><span style="vertical-align:sub">d</span><span style="text-decoration:line-through">e</span><span style="font-weight:700;font-style:italic">f</span></p></b>',
      "<p><b>a</><i>b</><sup>c</><sub>d</><s>e</><b><i>f</></></>",
    ],
    [
      "bold and slanted around blocks",
      '<span style="font-weight:700;font-style:italic"><p>a</p></span>',
      "<p><b><i>a</></></>",
    ],
    [
      "what is hidden stays out",
      "<p>a<span style='display: none;mso-hide:all'>b<b>c</b></span><span style='mso-hide:all'>d</span><span hidden>e</span></p><div hidden><p>f<img src=x alt=g></p></div><p hidden=until-found>h</p>",
      "<p>a</><p>h</>",
    ],
    [
      "a formula behind its picture is kept",
      "<p>a <span style='display:none'><math><mi>x</mi></math></span></p>",
      "<p>a <math><mi>x</></></>",
    ],
    [
      "Word's lists are lists, its bullets and numbers gone",
      [
        "l0 level1 lfo1|·|one",
        "l0 level2 lfo1|o|inner",
        "l0 level1 lfo1|·|two",
        "l1 level1 lfo2|3.|three",
        "l1 level1 lfo2|4.|four",
      ]
        .map((item) => item.split("|"))
        .map(
          ([list, sign, words]) =>
            `<p class=MsoListParagraphCxSpMiddle style='text-indent:-.25in;mso-list:${list}'><!--[if !supportLists]--><span style='font-family:Symbol'><span style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><!--[endif]-->${words}</p>`,
        )
        .join("\n"),
      "<ul><li><p>one</><ul><li><p>inner</></></></><li><p>two</></></><ol[start=3]><li><p>three</></><li><p>four</></></>",
    ],
    [
      "styles on blocks, and what undoes them",
      "<p style='font-weight:bold'>a <span style='font-weight:normal'>b</span> c</p><div style='font-style:italic'><p>d</p><ul><li>e</ul></div><table><tr><td style='font-weight:700'><p>f</p></table><h2 style='font-weight:bold'>g</h2>",
      "<p><b>a </>b<b> c</></><p><i>d</></><ul><li><i>e</></></><table><tbody><tr><td><p><b>f</></></></></></><h2>g</>",
    ],
    [
      "bold undone within bold, and bold within bold once",
      "<p><b style='color:red'>a</b> <span style='font-weight:bold'>b <span style='font-weight:400'>c</span> <span style='font-weight:bold'>d</span></span></p>",
      "<p><b>a</> <b>b </>c<b> d</></>",
    ],
    [
      "style sheets of word processors",
      "<style><!-- /* Fonts */ @font-face {font-family:X;} p.MsoQuote, li.MsoQuote {margin:0; font-style:italic;} .c1{font-weight:700} /* no */ span.c2 { vertical-align:super } .c3{text-decoration:line-through} .h{mso-hide:all} .g{display:none} @media print { .c4{font-weight:bold} } p { font-weight:bold } --></style><p class='x MsoQuote'>a</p><div class=MsoQuote>b</div><p><span class=c1>c</span><span class=c2>d</span><span class='c3 c1'>e</span><span class=h>f</span><span class=g>g</span><span class=c4>h</span><span class=c1 style='font-weight:400'>i</span></p>",
      "<p><i>a</></><p>b</><p><b>c</><sup>d</><b><s>e</></>hi</>",
    ],
    [
      "Word's outline numbers stay in the text",
      ["1.|level1|Scope", "1.1.|level2|Parties", "1.1.1.|level3|Heirs"]
        .map((item) => item.split("|"))
        .map(
          ([sign, level, words]) =>
            `<p class=MsoListParagraph style='mso-list:l3 ${level} lfo1'><![if !supportLists]><b><span style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></b><![endif]>${words}</p>`,
        )
        .join("\n"),
      "<p>1. Scope</><p>1.1. Parties</><p>1.1.1. Heirs</>",
    ],
    ["details are flattened", "<details><summary>a</summary>b</details>", "<p>a</><p>b</>"],
  ])("%s", (_name, html, expected) => {
    expect(tree(html)).toBe(expected);
    expect(isArticleTree(from(html, "fragment", "Title").tree)).toBe(true);
  });

  test.each([
    ["an element outside the list", { type: "element", tagName: "script", properties: {}, children: [] }],
    [
      "a handler",
      { type: "element", tagName: "p", properties: { onClick: "x" }, children: [{ type: "text", value: "a" }] },
    ],
    [
      "a script link",
      {
        type: "element",
        tagName: "p",
        properties: {},
        children: [
          {
            type: "element",
            tagName: "a",
            properties: { href: "javascript:x" },
            children: [{ type: "text", value: "a" }],
          },
        ],
      },
    ],
    [
      "text beside a block",
      {
        type: "element",
        tagName: "blockquote",
        properties: {},
        children: [
          { type: "text", value: "a" },
          { type: "element", tagName: "p", properties: {}, children: [] },
        ],
      },
    ],
    ["a run of spaces", { type: "element", tagName: "p", properties: {}, children: [{ type: "text", value: "a  b" }] }],
    [
      "a picture's address",
      {
        type: "element",
        tagName: "p",
        properties: {},
        children: [{ type: "element", tagName: "img", properties: { src: "https://example.org/a.png" }, children: [] }],
      },
    ],
    ["raw HTML", { type: "raw", value: "<p>" }],
  ])("%s is no article tree", (_name, child) => {
    expect(isArticleTree({ type: "root", children: [child] })).toBe(false);
  });

  test("nesting beyond measure is flattened, its words kept", () => {
    for (const [open, close] of [
      ["<div>", "</div>"],
      ["<b>", "</b>"],
      ["<blockquote>", "</blockquote>"],
      ["<ul><li>", "</li></ul>"],
    ] as const) {
      const made = from(`${open.repeat(3000)}deep${close.repeat(3000)} shallow`, "fragment", "Title");
      expect(made.text.replace(/\s+/g, " ")).toBe("deep shallow");
      expect(isArticleTree(made.tree)).toBe(true);
    }
  });
});

describe("plain text", () => {
  const read = (text: string, title?: string) => {
    const { title: found, text: rest } = from(text, "text", title);
    return [found, rest];
  };
  test.each([
    ["the first line is the title and not in the text", "A Title\n\n\nOne.\n\nTwo ✪", ["A Title", "One.\n\nTwo ✪"]],
    ["line ends of every kind", "T\r\n\r\none\r\n\r\ntwo\rthree\u2029four", ["T", "one\n\ntwo\nthree\n\nfour"]],
    ["one line is all there is", "“Only this,” she said.", ["“Only this,” she said.", "“Only this,” she said."]],
    [
      "a first line too long for a title",
      `${"word ".repeat(100)}\n\nmore`,
      [`${"word ".repeat(15).trim()}…`, `${"word ".repeat(100).trim()}\n\nmore`],
    ],
    ["a byte order mark, NUL, tabs, no-break spaces", "\uFEFFT\0itle\n\na\tb\u00a0c\0", ["Title", "a b\u00a0c"]],
    ["a lone surrogate becomes the replacement character", "T\n\na\ud800b", ["T", "a\ufffdb"]],
    ["verse keeps its lines", "T\n\nRoses\nare red,\nviolets", ["T", "Roses\nare red,\nviolets"]],
  ])("%s", (_name, text, expected) => expect(read(text)).toEqual(expected));

  test("a title that was given leaves the text alone, but for a first line that repeats it", () => {
    expect(read("One.\n\nTwo.", "Mine")).toEqual(["Mine", "One.\n\nTwo."]);
    expect(read("Mine \n\nTwo.", "Mine")).toEqual(["Mine", "Two."]);
  });

  test("a hard-wrapped text flows again", () => {
    const flowing = "The quick brown fox jumps over the lazy dog while the band plays on. ".repeat(6).trim();
    const wrapped = flowing.replace(/(.{40,60}) /g, "$1\n");
    expect(wrapped.split("\n").length).toBeGreaterThan(4);
    expect(read(`T\n\n${wrapped}\n\n${wrapped}`)).toEqual(["T", `${flowing}\n\n${flowing}`]);
  });
});

describe("line ends of a plain text", () => {
  /** As an editor breaks it. */
  const wrap = (words: string, width: number) => {
    const lines = [""];
    for (const word of words.split(" ")) {
      const last = lines.at(-1) ?? "";
      if (last !== "" && last.length + 1 + word.length > width) lines.push(word);
      else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
    }
    return lines.join("\n");
  };
  const PROSE =
    "The ferry had left the quay before anybody on the island knew that the lamps of the harbour were out, and it was an hour until the keeper came down from the hill with his lantern and told them what he had seen from there. "
      .repeat(2)
      .trim();
  const SHORT = "It was said later that he had known of it all along, and had only waited for the tide to turn.";
  const VERSE = "Roses are red,\nViolets are blue,\nSugar is sweet,\nAnd so are you.";
  const SONNET =
    "Shall I compare thee to a summer's day?\nThou art more lovely and more temperate:\nRough winds do shake the darling buds of May,\nAnd summer's lease hath all too short a date;";
  const ADDRESS = "Jane Doe\n12 High Street\nLondon";
  const LIST =
    "- a coat\n- two shoes, of which one may be broken but should in any case still keep\n  the water out\n- a hat";
  const CODE = "def lamp(height):\n    light = height * 2\n    return light";
  const lines = (text: string, way?: "auto" | "keep" | "join") => {
    const { tree } = importArticle({ kind: "text", content: `T\n\n${text}`, lines: way });
    return tree.children.map((block) => [block.tagName, canonicalText({ type: "root", children: [block] })]);
  };

  test.each([72, 60, 45])("are decided by paragraph, in a text broken at %s columns", (width) => {
    const parts = [wrap(PROSE, width), VERSE, wrap(SHORT, width), ADDRESS, SONNET, CODE, wrap(PROSE, width)];
    expect(lines(parts.join("\n\n"))).toEqual([
      ["p", PROSE],
      ["p", VERSE],
      ["p", SHORT],
      ["p", ADDRESS],
      ["p", SONNET],
      ["pre", CODE],
      ["p", PROSE],
    ]);
  });
  test("are kept around a list in the middle of a paragraph", () => {
    const flat = LIST.replace("\n  the", " the");
    expect(lines(`${wrap(PROSE, 72)}\n${LIST}\n${wrap(PROSE, 72)}`)).toEqual([["p", `${PROSE}\n${flat}\n${PROSE}`]]);
  });
  test("verse alone stays, however even", () => {
    expect(lines(`${SONNET}\n\n${SONNET}\n\n${VERSE}`).map(([, text]) => text)).toEqual([SONNET, SONNET, VERSE]);
  });
  test("as their reader wants them", () => {
    expect(lines(`${wrap(SHORT, 72)}\n\n${VERSE}`, "keep")).toEqual([
      ["p", wrap(SHORT, 72)],
      ["p", VERSE],
    ]);
    expect(lines(`${wrap(SHORT, 72)}\n\n${VERSE}`, "join")).toEqual([
      ["p", SHORT],
      ["p", VERSE.replaceAll("\n", " ")],
    ]);
  });
  test("no space where a line of Chinese ends", () => {
    const chinese =
      "渡船离开码头的时候，岛上还没有人知道港口的灯已经熄灭了，过了一个小时守灯的人才提着灯笼从山上走下来。".repeat(3);
    const broken = chinese.replace(/(.{30})/gu, "$1\n");
    expect(lines(broken)).toEqual([["p", chinese]]);
    expect(from(`# T\n\n${broken}`, "markdown").text).toBe(chinese);
    expect(from(`<p>${broken.replace("\n", "\n<b>").replace("\n", "\n</b>")}</p>`, "fragment", "T").text).toBe(chinese);
    expect(from("<p>한국어\n단어 日本\nword</p>", "fragment", "T").text).toBe("한국어 단어 日本 word");
  });
  test("code keeps its steps over empty lines, and a table its columns", () => {
    const code = "for (a of b) {\n  c();\n\n  d();\n}";
    const table = "Name      Age     City\nAnna      12      Rome\nBert      9       Oslo";
    expect(lines(`${code}\n\nwords of a sentence\n\n${table}`)).toEqual([
      ["pre", code],
      ["p", "words of a sentence"],
      ["pre", table],
    ]);
  });
  test("a first line that goes on is no title", () => {
    const made = importArticle({ kind: "text", content: wrap(PROSE, 72), fileName: "The lamps.txt" });
    expect([made.title, made.text]).toEqual(["The lamps", PROSE]);
  });
});

describe("Markdown", () => {
  test("its first heading is the title, and the rest keeps its form", () => {
    const made = from(
      "# T\n\nA *b* [c](https://example.org/)[^1]\n\n- [x] d\n\n|e|\n|-|\n|f|\n\n    g\n\n[^1]: h",
      "markdown",
    );
    expect([made.title, made.text]).toEqual(["T", "A b c1\n\n☑ d\n\ne\n\nf\n\ng\n\nh"]);
    expect(isArticleTree(made.tree)).toBe(true);
  });
  test("HTML in it goes through the same allow-list", () => {
    expect(
      outcome(
        "a<sub>2</sub> <b onclick=alert(1)>b</b>\n\n<iframe src=x></iframe>\n\n[c](javascript:alert(1))",
        "markdown",
      ),
    ).toBe("a2 b\n\nc");
  });
  test("front matter is left out and names the text, a later heading does not", () => {
    const made = from("---\ntitle: x\n---\nIntro\n\n## Later\n\nend", "markdown");
    expect([made.title, made.text]).toEqual(["x", "Intro\n\nLater\n\nend"]);
  });
});

describe("formulas", () => {
  const KATEX =
    '<span class="katex"><span class="katex-mathml"><math><semantics><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow><annotation encoding="application/x-tex">x^2</annotation></semantics></math></span><span class="katex-html" aria-hidden="true"><span class="base"><span class="mord mathnormal">x</span><span class="msupsub">2</span></span></span></span>';
  const MATHJAX2 = (id: number, script: string) =>
    `<span class="MathJax_Preview"></span><span class="MathJax" id="MathJax-Element-${id}-Frame" role="presentation" data-mathml="&lt;math&gt;&lt;msup&gt;&lt;mi&gt;x&lt;/mi&gt;&lt;mn&gt;2&lt;/mn&gt;&lt;/msup&gt;&lt;/math&gt;"><nobr aria-hidden="true"><span class="math"><span class="mi">x</span><span class="mn">2</span></span></nobr><span class="MJX_Assistive_MathML" role="presentation"><math><msup><mi>x</mi><mn>2</mn></msup></math></span></span>${script}`;
  const SCRIPT = '<script type="math/tex" id="MathJax-Element-1">x^2</script>';
  const MATHJAX3 =
    '<mjx-container class="MathJax CtxtMenu_Attached_0" jax="CHTML" tabindex="0"><mjx-math class="MJX-TEX" aria-hidden="true"><mjx-msup><mjx-mi class="mjx-i"><mjx-c class="mjx-c1D465 TEX-I"></mjx-c></mjx-mi><mjx-script><mjx-mn><mjx-c class="mjx-c32"></mjx-c></mjx-mn></mjx-script></mjx-msup></mjx-math>ASSISTIVE</mjx-container>';
  const assistive =
    '<mjx-assistive-mml unselectable="on" display="inline"><math><msup><mi>x</mi><mn>2</mn></msup></math></mjx-assistive-mml>';
  const TEX = "<math><semantics><msup><mi>x</><mn>2</></><annotation[encoding=application/x-tex]>x^2</></></>";
  const OWN = "<math><msup><mi>x</><mn>2</></></>";

  test.each([
    ["KaTeX, once", `<p>a ${KATEX} b</p>`, `<p>a ${TEX} b</>`],
    ["MathJax 2 with its script", `<p>a ${MATHJAX2(1, SCRIPT)} b</p>`, `<p>a ${TEX} b</>`],
    ["MathJax 2 as it is pasted", `<p>a ${MATHJAX2(1, "")} b</p>`, `<p>a ${OWN} b</>`],
    [
      "a script that nothing has set yet",
      `<p>a <span class="MathJax_Preview">[x]</span>${SCRIPT} b</p>`,
      `<p>a ${TEX} b</>`,
    ],
    [
      "a script of MathML",
      '<p>a <script type="math/mml"><math><mi>x</mi></math></script></p>',
      "<p>a <math><mi>x</></></>",
    ],
    ["MathJax 3", `<p>a ${MATHJAX3.replace("ASSISTIVE", assistive)} b</p>`, `<p>a ${OWN} b</>`],
    [
      "MathJax 3 without its MathML",
      `<p>a ${MATHJAX3.replace("ASSISTIVE", "")} b</p>`,
      "<p>a <math><msup><mi>\u{1d465}</><mn>2</></></> b</>",
    ],
    [
      "MathJax 4",
      `<p>a ${MATHJAX3.replace("ASSISTIVE", "").replace("<mjx-math", '<mjx-math data-latex="x^2"')} b</p>`,
      `<p>a ${TEX} b</>`,
    ],
    [
      "Wikipedia, its picture beside it or alone",
      '<p>a <span class="mwe-math-element"><span class="mwe-math-mathml-inline" style="display: none;"><math alttext="{\\displaystyle x^2}"><semantics><mi>x</mi><annotation encoding="application/x-tex">{\\displaystyle x^2}</annotation></semantics></math></span><img class="mwe-math-fallback-image-inline" src="https://example.org/a.svg" alt="{\\displaystyle x^2}"></span> <img class="mwe-math-fallback-image-inline" src="https://example.org/a.svg" alt="{\\displaystyle x^2}"></p>',
      `<p>a ${TEX} ${TEX}</>`,
    ],
    [
      "TeX that cannot be set keeps the page's own form, or its words",
      '<p><math><semantics><mi>q</mi><annotation encoding="TeX">\\mine{q}</annotation></semantics></math> <math><semantics><annotation encoding="TeX">\\mine{q}</annotation></semantics></math></p>',
      "<p><math><semantics><mi>q</><annotation[encoding=application/x-tex]>\\mine{q}</></></> $\\mine{q}$</>",
    ],
    [
      "a no-break space in a formula's text",
      "<p><math><mtext>if&nbsp;</mtext><mi>x</mi></math></p>",
      "<p><math><mtext>if\u00a0</><mi>x</></></>",
    ],
  ])("%s", (_name, html, expected) => {
    const made = from(html, "fragment", "Title").tree;
    expect(sketch(made.children)).toBe(expected);
    expect(isArticleTree(made)).toBe(true);
  });

  test("in a whole page, where Readability would drop them", () => {
    const words =
      "This sentence is there to be long enough, with commas, clauses, and a point of its own, for an article. ";
    const shown = [
      ...[KATEX, MATHJAX2(1, SCRIPT), MATHJAX3.replace("ASSISTIVE", assistive)],
      ...[KATEX, MATHJAX2(2, SCRIPT.replace("-1", "-2")), MATHJAX3.replace("ASSISTIVE", assistive)],
    ];
    const body = shown.map((formula) => `<p>${words}Here is ${formula} as it stands. ${words}</p>`).join("");
    const made = from(`<html><title>The story of it</title><body><article>${body}</article></body></html>`, "page");
    const found = [...made.text.matchAll(/Here is (.*?) as it stands/g)].map(([, formula]) => formula);
    expect(found).toEqual(["x^2", "x^2", "x2", "x^2", "x^2", "x2"]);
  });

  test("that a page's own program would set", () => {
    const words =
      "This sentence is there to be long enough, with commas, clauses, and a point of its own, for an article. ";
    const body = `<p>${words}Here \\(x_1\\) and $y$, or $5, as it stands. ${words}</p><p>${words}$$z$$ ${words}</p><pre>\\(q\\)</pre>`;
    const page = (script: string) =>
      from(
        `<html><title>The story of it</title><head>${script}</head><body><article>${body}${body}</article></body></html>`,
        "page",
      ).text;
    expect(page("")).toContain("Here \\(x_1\\) and $y$, or $5, as it");
    const set = page('<script src="https://example.org/mathjax@3/tex.js"></script>');
    expect(set).toContain("Here x_1 and $y$, or $5, as it");
    expect(set).toMatch(/\. z This/);
    expect(set).toContain("\\(q\\)");
    const own = `<script>MathJax = { tex: { inlineMath: [['$', '$'], ['\\\\(', '\\\\)']] } }</script>`;
    expect(page(own)).toContain("Here x_1 and y, or $5, as it");
  });

  test("whose letters are of a kind of their own", () => {
    const html =
      '<p><math><mi mathvariant="double-struck">R</mi><mi mathvariant="bold">x</mi><mi mathvariant="normal">d</mi></math></p>';
    expect(from(html, "fragment", "T").text).toBe("ℝ𝐱d");
  });

  test("in the words of the article's own", () => {
    const made = from("# T\n\n$\\newcommand{\\mine}[1]{\\vec{#1}}$ Let $\\mine x$ be.", "markdown");
    expect([made.text, made.warnings]).toEqual(["Let {\\vec{x}} be.", []]);
  });

  test("in Markdown, as their TeX", () => {
    const made = from(
      "# T\n\nLet $x_1$ and \\(\\{y\\}\\) cost $5 and $6.\n\n$$\na \\\\\n+ b_2*c_2*\n$$\n\n```math\nz\n```\n\n$\\mine{q}$",
      "markdown",
    );
    expect(made.text).toBe("Let x_1 and \\{y\\} cost $5 and $6.\n\na \\\\ + b_2*c_2*\n\nz\n\n$\\mine{q}$");
    expect(made.warnings).toEqual(["One formula could not be set and stands as it was written."]);
    expect(JSON.stringify(made.tree).match(/"annotation"/g)).toHaveLength(4);
  });

  test("edited, they are TeX between dollar signs", () => {
    const { tree } = from("# T\n\nCosts $5, $x_1$ and\n\n$$a|b$$", "markdown");
    expect(writeMarkdown(tree)).toBe("Costs \\$5, $x_1$ and\n\n$$a|b$$\n");
  });
});

describe("Markdown beyond CommonMark", () => {
  test.each([
    ["> [!NOTE]\n> Words", "<blockquote><p><strong>Note</></><p>Words</></>"],
    ["> [!tip]- Its own *title*\n> Words", "<blockquote><p><strong>Its own <em>title</></></><p>Words</></>"],
    ["[[Note|alias]], [[Note]], [[Note#Part]], ![[a.png|200]]", "<p>alias, Note, Note > Part,<img[alt=a.png]></></>"],
    ["|a|\n|-|\n|[[N\\|b]]|", "<table><thead><tr><th>a</></></><tbody><tr><td>b</></></></>"],
    ["==a *b*== and 1 == 2", "<p><strong>a <em>b</></> and 1 == 2</>"],
    ["a %%hidden%% b\n\n%%\nlong\n\ncomment\n%%\n\nc", "<p>a b</><p>c</>"],
    [
      "a^[a *note*] b[^x] c^[two]\n\n[^x]: def",
      "<p>a<sup><a[href=#in-user-content-fn-~1]>1</></> b<sup><a[href=#in-user-content-fn-x]>2</></> c<sup><a[href=#in-user-content-fn-~3]>3</></></><ol><li[id=in-user-content-fn-~1]><p>a <em>note</></></><li[id=in-user-content-fn-x]><p>def</></><li[id=in-user-content-fn-~3]><p>two</></></>",
    ],
    ["a^[b](https://example.org/) 2^3", "<p>a^<a[href=https://example.org/][rel=nofollow noopener]>b</> 2^3</>"],
    ["2*3*4 and *it*", "<p>2*3*4 and <em>it</></>"],
    ["`[[a]] ==b== %%c%% $d$`", "<p><code>[[a]] ==b== %%c%% $d$</></>"],
  ])("%s", (markdown, expected) => {
    const made = from(markdown, "markdown", "Title").tree;
    expect(sketch(made.children)).toBe(expected);
    expect(isArticleTree(made)).toBe(true);
  });
});

describe("what a Markdown text says of itself", () => {
  const told = (content: string, fileName?: string) => {
    const { title, byline, publishedAt, language, text } = importArticle({ kind: "markdown", content, fileName });
    return [title, byline, publishedAt, language, text];
  };
  test.each([
    [
      "YAML",
      "---\ntitle: 'A *T*: x'\nauthor:\n  - name: Ann B\n  - Bob\ndate: 2024-03-05T23:30:00-08:00\nlang: en_GB\ntags: [a]\n---\n\nWords.",
      ["A T: x", "Ann B, Bob", "2024-03-05", "en-GB", "Words."],
    ],
    [
      "TOML",
      '+++\ntitle = "T"\ndate = 2024-03-05\nauthors = ["A", "B"]\nlanguage = "de"\n+++\n# T\n\nWords.',
      ["T", "A, B", "2024-03-05", "de", "Words."],
    ],
    [
      "Pandoc's block",
      "% A long\n  title\n% A; B\n% March 5, 2024\n\nWords.",
      ["A long title", "A, B", "2024-03-05", null, "Words."],
    ],
    [
      "YAML with a colon too many, and line ends of Windows",
      '---\r\ntitle: On waves: a note\r\nauthor: "Ann B"\r\ntags:\r\n  - a: b: c\r\n---\r\nWords.',
      ["On waves: a note", "Ann B", null, null, "Words."],
    ],
    [
      "rules around words",
      "---\n\nJust words.\n\n---\n\nMore.",
      ["Just words. More.", null, null, null, "Just words.\n\nMore."],
    ],
    ["a remark", "% not a title\nWords.", ["% not a title Words.", null, null, null, "% not a title Words."]],
    [
      "aliases that multiply",
      `---\n${Array.from("abcdefghij", (name, i) => `${name}: &${name} [${i ? `*${"abcdefghij"[i - 1]},`.repeat(9) : "x"}]`).join("\n")}\n---\nWords.`,
      expect.arrayContaining([null]),
    ],
  ])("%s", (_name, content, expected) => expect(told(content)).toEqual(expected));

  test("a file's name is its title when nothing else is, and a heading deep in the text is none", () => {
    expect(told("Intro.\n\n## Later\n\nEnd.", "my-notes_2024.md")[0]).toBe("my notes 2024");
    expect(told("Intro.\n\n# Main\n\nEnd.", "a.md")).toEqual(["Main", null, null, null, "Intro.\n\nMain\n\nEnd."]);
    expect(told("![x](https://example.org/a.png)\n\n# Main\n\nEnd.", "a.md")[4]).toBe("End.");
    expect(importArticle({ kind: "text", content: "x".repeat(400), fileName: "The Name.txt" }).title).toBe("The Name");
  });

  test("Word's own title is one", () => {
    const made = from("<p class=MsoTitle>The Title</p><h1>One</h1><p>a</p><h1>Two</h1><p>b</p>");
    expect([made.title, made.text]).toEqual(["The Title", "One\n\na\n\nTwo\n\nb"]);
  });
});

describe("a whole page", { timeout: 60_000 }, () => {
  const paragraph = (n: number) =>
    `Paragraph ${n} says something at length, with commas, clauses, and a point of its own, so that it counts as prose.`;
  const article = Array.from({ length: 8 }, (_, i) => `<p>${paragraph(i)}</p>`).join("");
  const page = `<!doctype html><html lang="en-GB"><head><title>The Title - Site</title>
    <meta property="og:site_name" content="Site"><meta name="author" content="By Ann Author">
    <script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"The Title","datePublished":"2026-03-14T10:00:00Z"}</script></head>
    <body><nav><a href=/>Home</a></nav><article><h1>The Title</h1>${article}<p><img src="/a.png" alt="A"></p></article><footer>Imprint</footer></body></html>`;

  test("its article is found, with what the page says of it", () => {
    const made = from(page, "page");
    expect(made).toMatchObject({
      title: "The Title",
      byline: "Ann Author",
      site: "Site",
      language: "en-GB",
      publishedAt: "2026-03-14",
      dir: "ltr",
    });
    expect(made.text).toBe(Array.from({ length: 8 }, (_, i) => paragraph(i)).join("\n\n"));
    expect(made.images).toEqual([{ src: "https://example.org/a.png", alt: "A" }]);
  });
  test("called otherwise by its reader it still does not begin with its own title", () => {
    const made = importArticle({ kind: "page", content: page, address: "https://example.org/", title: "My title" });
    expect(made.title).toBe("My title");
    expect(made.text.startsWith("Paragraph 0")).toBe(true);
  });
  test("words are neither lost nor added after Readability", () => {
    const inline = fc
      .tuple(fc.constantFrom("em", "a", "code", "sub", "span", "mark", "b"), fc.lorem({ maxCount: 3 }))
      .map(([tag, words]) => `<${tag} href="/x">${words}</${tag}>`);
    const words = fc.lorem({ maxCount: 30 }).chain((text) => inline.map((more) => `${text}, ${more} ${text}.`));
    const piece = fc.oneof(
      { weight: 6, arbitrary: words.map((text) => `<p>${text}</p>`) },
      words.map((text) => `<div>${text}<blockquote>${text}</blockquote></div>`),
      fc
        .array(words, { minLength: 1, maxLength: 4 })
        .map((all) => `<ul>${all.map((text) => `<li>${text}`).join("")}</ul>`),
      words.map((text) => `<table><tr><th>${text}<td><p>${text}</p></table>`),
      words.map((text) => `<figure><img src=/a.png><figcaption>${text}</figcaption></figure>`),
      words.map((text) => `<pre>${text}\n  ${text}</pre>`),
      words.map((text) => `<h2>${text}</h2><details><summary>${text}</summary>${text}</details>`),
    );
    const letters = (text: string) => text.replace(/\s/g, "");
    fc.assert(
      fc.property(fc.array(piece, { minLength: 4, maxLength: 12 }), (pieces) => {
        const html = `<title>Another title</title><article><p>${"An opening, of a fair length, for the search to find. ".repeat(8)}</p>${pieces.join("")}</article>`;
        const page = readPage(html, "https://example.org/");
        const found = parseHTML(`<html><body>${page.html}</body></html>`).document.body.textContent;
        expect(found.length).toBeGreaterThan(300);
        expect(letters(from(html, "page").text)).toBe(letters(found));
      }),
      { numRuns: 60 },
    );
  });
  test("a form with more than a few words is not taken for the article", () => {
    const form = `<div class="subscribe"><p>${"Subscribe to our letter, which comes each week, with news, views, and offers. ".repeat(4)}</p></div>`;
    const hidden = `<div class="comment-layout sponsor">${Array.from({ length: 12 }, (_, i) => `<p>${paragraph(i)}</p>`).join("")}</div>`;
    const made = from(`<html><title>The story of it</title><body><div>${form}</div>${hidden}</body></html>`, "page");
    for (let i = 0; i < 12; i++) expect(made.text).toContain(paragraph(i));
    expect(made.warnings).toEqual([]);
  });
  test("where little of a page is taken, the preview says so", () => {
    const rest = Array.from({ length: 40 }, (_, i) => `<dl><dt>${paragraph(i)}</dt></dl>`).join("");
    const made = from(
      `<html><title>The story of it</title><body><article>${article}</article><div class="sidebar">${rest}</div></body></html>`,
      "page",
    );
    expect(made.text).toContain(paragraph(7));
    expect(made.warnings).toEqual([
      "Only 161 words of about 961 on this page were taken for the article. If parts of it are missing, go back and paste its text.",
    ]);
  });
  test("and offers what else there is, which can be taken", () => {
    const letter = `<section>${Array.from({ length: 3 }, (_, i) => `<p>${paragraph(i)}</p>`).join("")}</section>`;
    const story = Array.from({ length: 30 }, (_, i) => `<dl><dt>Line ${i} of it, ${paragraph(i + 10)}</dt></dl>`).join(
      "",
    );
    const html = `<html><title>The story</title><body><nav><a href=/>Home</a> menu</nav><div><article>${letter}</article></div><div class="sidebar">${story}</div></body></html>`;
    const first = from(html, "page");
    expect(first.parts.map(({ part }) => part)).toEqual(["article", expect.stringMatching(/^\d$/), "page"]);
    const [found, side, all] = first.parts;
    expect(found?.begins).toMatch(/^Paragraph 0 says something at length.*…$/);
    expect(side?.begins).toMatch(/^Line 0 of it, /);
    const take = (part = "") =>
      importArticle({ kind: "page", content: html, part, address: "https://example.org/dir/page" });
    expect(take(side?.part)).toMatchObject({
      title: "The story",
      words: side?.words,
      warnings: [],
      parts: first.parts,
    });
    expect(take(side?.part).text).toMatch(/^Line 0 of it, [\s\S]*Line 29 of it, .*$/);
    expect(take("page").text).toMatch(/^Home menu\n\nParagraph 0 [\s\S]*Line 29/);
    expect(take("page").words).toBeGreaterThan(all?.words ?? 0);
    expect(take("article")).toEqual(first);
    // A part that the page does not have any more, when it was fetched again.
    expect(take("77").text).toBe(first.text);
  });
  test("a page in which no article is found can be taken whole", () => {
    const html = "<html><body><nav><a href=/>Home</a></nav><p>Closed on Monday.</p></body></html>";
    expect(outcome(html, "page")).toBe("no-article");
    expect(importArticle({ kind: "page", content: html, part: "page" }).text).toBe("Home\n\nClosed on Monday.");
  });
  test("comments between pieces of text end no paragraph", () => {
    const react = (text: string) => text.split(" ").join(" <!-- --> ");
    const made = from(
      `<html><body><div id=root><article>${Array.from({ length: 8 }, (_, i) => `<div>${react(paragraph(i))}</div>`).join("")}</article></div></body></html>`,
      "page",
    );
    expect(made.text).toBe(Array.from({ length: 8 }, (_, i) => paragraph(i)).join("\n\n"));
  });
  test("what a word processor saves as a page keeps its styles, lists and hidden words", () => {
    const item = (level: number, words: string) =>
      `<p class=MsoListParagraph style='margin-left:.5in;mso-list:l0 level${level} lfo1'><span style='font-family:Symbol'><span style='mso-list:Ignore'>·&nbsp;&nbsp;</span></span>${words}</p>`;
    const made = from(
      `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>Essay</title><style>.c1{font-weight:700} p.MsoQuote{font-style:italic}</style></head><body class="c9"><div class=WordSection1>${Array.from({ length: 6 }, (_, i) => `<p class=MsoNormal><span class=c1>Point ${i}.</span> ${paragraph(i)}<span style='mso-hide:all'>Draft</span></p>`).join("")}<p class=MsoQuote>${paragraph(9)}</p>${item(1, "one, of some length")}${item(2, "two, within it")}</div></body></html>`,
      "page",
    );
    expect(sketch(made.tree.children)).toContain(`<p><b>Point 0.</> ${paragraph(0)}</>`);
    expect(sketch(made.tree.children)).toContain(`<p><i>${paragraph(9)}</></>`);
    expect(sketch(made.tree.children)).toContain(
      "<ul><li><p>one, of some length</><ul><li><p>two, within it</></></></></>",
    );
    expect(made.text).not.toContain("Draft");
  });
  test("its byline has no date, its title not the name of the site", () => {
    const made = from(
      page
        .replace(
          '<script type="application/ld+json">',
          '<meta property="og:title" content="Ferries | Site"><script type="text/x">',
        )
        .replace('content="By Ann Author"', 'content="By Ann Author on May 3, 2021"')
        .replace("<h1>The Title</h1>", "<h1>Ferries</h1>"),
      "page",
    );
    expect(made).toMatchObject({ title: "Ferries", byline: "Ann Author", site: "Site", publishedAt: "2021-05-03" });
  });
  test("the heading that names its site is not its title", () => {
    const made = from(
      `<html><head><title>Winding - The Clock Handbook</title></head><body><div id="menu-bar"><h1 class="menu-title">The Clock Handbook</h1></div><main>${article}</main></body></html>`,
      "page",
    );
    expect(made.title).toBe("Winding - The Clock Handbook");
    const headed = from(
      `<html><head><title>Winding - The Clock Handbook</title></head><body><h1>The Clock Handbook</h1><main><h2>Winding</h2>${article}</main></body></html>`,
      "page",
    );
    expect(headed.title).toBe("Winding");
  });
  test("a page without an article says so", () => {
    expect(outcome("<html><body><nav><a href=/>Home</a></nav></body></html>", "page")).toBe("no-article");
    expect(outcome("<html></html>", "page")).toBe("no-article");
  });
});

describe("limits", { timeout: 60_000 }, () => {
  test("nothing to read", () => {
    for (const kind of ["text", "markdown", "fragment", "page"] as const) {
      for (const empty of ["", " \n\t", "\0\0", "\u200b\u00a0"]) expect(outcome(empty, kind)).toBe("empty");
    }
    expect(outcome("<p><br></p>")).toBe("empty");
  });
  test("10 MB of canonical text in UTF-8, and not a byte more", () => {
    const most = "é".repeat(5 * 1024 * 1024);
    expect(outcome(most, "text")).toHaveLength(5 * 1024 * 1024);
    expect(outcome(`${most}a`, "text")).toBe("too-large");
  });
  test("more nodes than a browser can show", () => {
    expect(outcome("<b>a</b>".repeat(210_000))).toBe("too-complex");
    expect(outcome("a\n".repeat(200_000), "text")).toBe("too-complex");
    expect(outcome("a\n".repeat(199_000), "text")).toHaveLength(2 * 199_000 - 1);
  });
});

test("a stored picture takes the place of its number, a missing one leaves its words", () => {
  const { tree } = from("<p>a<img src=1.png alt=one><img src=2.png alt=two><img src=3.png></p>", "fragment", "Title");
  const hash = "a".repeat(64);
  const placed = placeImages(tree, [hash, null, null]);
  expect(sketch(placed.children)).toBe(`<p>a<img[alt=one][src=image:${hash}]></><img[alt=two]></></>`);
  expect(isArticleTree(placed)).toBe(true);
});

describe("whatever comes", { timeout: 60_000 }, () => {
  const tags =
    "p div span a b i ul li table tr td th dl dt dd pre br img math mi svg h1 blockquote figure figcaption script ruby rt details hr details form".split(
      " ",
    );
  const piece = fc.oneof(
    fc.constantFrom(
      ...tags.flatMap((tag) => [`<${tag}>`, `</${tag}>`, `<${tag} id=x dir=rtl onclick=alert(1) href="#x" src=y>`]),
    ),
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.constantFrom(
      " ",
      "\n",
      "\t",
      "&nbsp;",
      "&#0;",
      "&#xD800;",
      "&#13;",
      "<!--",
      "-->",
      "word",
      "# ",
      "* ",
      "|a|\n|-|\n",
      "`",
    ),
  );
  const soup = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));
  const kinds = fc.constantFrom<Source["kind"]>("text", "markdown", "fragment", "page");

  test("an import is an article in normal form or a known refusal", () => {
    fc.assert(
      fc.property(soup, kinds, (content, kind) => {
        let made: ReturnType<typeof from>;
        try {
          made = from(content, kind);
        } catch (error) {
          expect(error).toBeInstanceOf(ArticleError);
          return;
        }
        expect(isArticleTree(made.tree)).toBe(true);
        expect(made.text).toBe(canonicalText(made.tree));
        expect(made.text.isWellFormed() && !made.text.includes("\0") && !made.text.includes("\r")).toBe(true);
        expect(made.title.length > 0 && made.title.length <= 300).toBe(true);
      }),
      { numRuns: 700 },
    );
  });

  test("importing a tree's own HTML again gives the same text", () => {
    fc.assert(
      fc.property(soup, (content) => {
        if (outcome(content) === "empty") return;
        const first = from(content, "fragment", "Title");
        expect(from(html(first.tree.children), "fragment", "Title").text).toBe(first.text);
      }),
      { numRuns: 400 },
    );
  });
});

/** Just enough of a serialiser to bring a tree in again. */
function html(nodes: readonly ArticleNode[]): string {
  return nodes
    .map((node) => {
      if (node.type === "text") return node.value.replace(/&/g, "&amp;").replace(/</g, "&lt;");
      const open = `<${node.tagName}>`;
      if (["br", "img", "hr"].includes(node.tagName)) return open;
      // The parser takes one line end off the start of a pre.
      return `${open}${node.tagName === "pre" ? "\n" : ""}${html(node.children)}</${node.tagName}>`;
    })
    .join("");
}
