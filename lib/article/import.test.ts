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
  test("front matter is left out, a later heading names but stays", () => {
    const made = from("---\ntitle: x\n---\nIntro\n\n## Later\n\nend", "markdown");
    expect([made.title, made.text]).toEqual(["Later", "Intro\n\nLater\n\nend"]);
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
  test("more nodes than a browser can show", () => expect(outcome("<b>a</b>".repeat(210_000))).toBe("too-complex"));
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
