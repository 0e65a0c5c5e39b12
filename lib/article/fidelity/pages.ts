import { ARTICLE, BODY, CELLS, HEADINGS, LIST, PROSE, page, paragraphs, TITLE, text } from "./prose";
import type { Shape } from "./shape";

const shape = (name: string, content: string, expected = ARTICLE, more: Partial<Shape> = {}): Shape => ({
  name,
  given: { kind: "page", content, address: "https://review.example/2026/ferry" },
  text: expected,
  title: TITLE,
  ...more,
});

const MENU = `<header class="site-header"><a href="/" class="logo">The Orlo Review</a><nav><ul>${["News", "Essays", "Letters", "Shop", "About"].map((word) => `<li><a href="/${word}">${word}</a></li>`).join("")}</ul></nav></header>`;
const FOOT = `<footer><p>© 2026 The Orlo Review. <a href="/imprint">Imprint</a> <a href="/privacy">Privacy</a></p></footer>`;
const FORM = `<div class="subscribe-widget"><form action="/subscribe"><p>Get one essay each week. No advertisements, no tracking, and you can leave whenever you like.</p><input type="email" placeholder="you@example.org"><button>Subscribe</button></form></div>`;
const RELATED = `<aside class="related"><h3>Read next</h3><ul>${["A bell without a tower", "Salt roads", "On borrowed umbrellas"].map((word) => `<li><a href="/${word.length}">${word}</a></li>`).join("")}</ul></aside>`;
const COMMENTS = `<section id="comments" class="comments"><h3>3 comments</h3>${["I crossed there as a boy.", "Lovely. There was a third clock, surely?", "The bracket is a lamp holder, see the guidebook."].map((word, i) => `<div class="comment"><span class="comment-author">Reader ${i}</span><p>${word}</p></div>`).join("")}</section>`;

/** React's own way of writing text: a comment between each piece that is set apart in the program. */
const pieces = (line: string) =>
  line.split(" ").reduce((all, word, i) => (i % 4 === 3 ? `${all} <!-- -->${word}` : `${all} ${word}`));

const math = (inner: string, tex: string) =>
  `<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow>${inner}</mrow><annotation encoding="application/x-tex">${tex}</annotation></semantics></math>`;
const EQUATION = "<mi>t</mi><mo>=</mo><mn>11</mn><mo>+</mo><mi>d</mi>";

const HEBREW =
  "בשנה 1 נשאה המעבורת שני שעונים, אחד לכל גדה. הגדה השמאלית שמרה את שעת הרכבת, והימנית את שעת הכנסייה, וביניהן עמדו אחת עשרה דקות וארבע מאות מטרים של מים חומים.";
const JAPANESE =
  "長い冬の年まで、渡し船には二つの時計があった。左岸は鉄道の時刻、右岸は教区の時刻を守り、その間には十一分と四百メートルの茶色い水があった。";

/** Whole pages, as sites of each kind write them. */
export const PAGES: readonly Shape[] = [
  shape("an article element", page(`${MENU}<main><article><h1>${TITLE}</h1>${BODY}</article></main>${FOOT}`)),
  shape(
    "a blog with sidebar, related posts and comments",
    page(
      `${MENU}<div id="content"><div class="post hentry"><h1 class="entry-title">${TITLE}</h1><div class="entry-content">${BODY}</div>${RELATED}</div>${COMMENTS}</div><div id="sidebar"><h3>About</h3><p>A review of rivers, roads and what crosses them.</p></div>${FOOT}`,
    ),
  ),
  shape(
    "a newsletter with forms before, within and after",
    page(
      `${MENU}${FORM}<div class="single-post"><article class="newsletter-post"><h1>${TITLE}</h1><div class="body markup">${paragraphs(PROSE.slice(0, 4))}${FORM}${paragraphs(PROSE.slice(4))}</div></article></div>${FORM}${FOOT}`,
    ),
    text(PROSE),
  ),
  shape(
    "a mail in tables",
    page(
      `<table width="600" align="center"><tr><td><a href="/view">View in browser</a></td></tr><tr><td><h1>${TITLE}</h1></td></tr><tr><td class="content">${paragraphs(PROSE)}</td></tr><tr><td><a href="/unsubscribe">Unsubscribe</a></td></tr></table>`,
    ),
    text(PROSE),
  ),
  shape(
    "React with comments between pieces of text",
    page(
      `<div id="root"><div class="css-1abc"><header class="css-2"><a href="/">Home</a></header><main class="css-3"><h1 class="css-4">${TITLE}</h1>${PROSE.map((line) => `<div class="css-5">${pieces(line)}</div>`).join("")}</main></div></div><script id="__DATA__" type="application/json">{"props":{}}</script>`,
    ),
    text(PROSE),
  ),
  shape(
    "a page of 1998",
    `<HTML><HEAD><TITLE>${TITLE}</TITLE></HEAD><BODY BGCOLOR=white><CENTER><FONT SIZE=5>${TITLE}</FONT></CENTER><HR><FONT FACE="Times">${PROSE.join("<BR><BR>\n")}</FONT><HR><A HREF="index.html">Back</A></BODY></HTML>`,
    text(PROSE),
  ),
  shape(
    "documentation with a tree of links and code",
    page(
      `<div class="layout"><nav class="toc"><a href="#a">One</a><a href="#b">Two</a></nav><main><article class="markdown-body"><h1>${TITLE}</h1>${paragraphs(PROSE.slice(0, 3))}<h2 id="a">${HEADINGS[1]}</h2><div class="highlight"><pre><code class="language-js">const minutes = 11;\nif (minutes &gt; 0) {\n  wind(clock);\n}</code></pre></div>${paragraphs(PROSE.slice(3))}</article></main></div>`,
    ),
    text(
      PROSE.slice(0, 3),
      HEADINGS[1] ?? "",
      "const minutes = 11;\nif (minutes > 0) {\n  wind(clock);\n}",
      PROSE.slice(3),
    ),
  ),
  shape(
    "a magazine with pictures and captions",
    page(
      `${MENU}<article><h1>${TITLE}</h1><p class="byline">By Ines Varga on May 3, 2021</p><figure><img src="/a.jpg" alt="The ferry"><figcaption>The ferry at Orlo, about 1870.</figcaption></figure>${BODY}</article>${FOOT}`,
    ),
    text("The ferry at Orlo, about 1870.", ARTICLE),
    { byline: "Ines Varga" },
  ),
  shape(
    "a saved page with formulas in MathML",
    page(
      `<article><h1>${TITLE}</h1>${paragraphs(PROSE.slice(0, 4))}<p>The time is ${math(EQUATION, "t = 11 + d")} here.</p>${paragraphs(PROSE.slice(4))}</article>`,
    ),
    text(PROSE.slice(0, 4), "The time is \u0000 here.", PROSE.slice(4)),
    { formulas: 1 },
  ),
  shape(
    "a saved page of MathJax 3",
    page(
      `<article><h1>${TITLE}</h1>${paragraphs(PROSE.slice(0, 4))}<p>The time is <mjx-container class="MathJax CtxtMenu_Attached_0" jax="CHTML" tabindex="0"><mjx-math class="MJX-TEX" aria-hidden="true"><mjx-mi class="mjx-i"><mjx-c class="mjx-c1D461"></mjx-c></mjx-mi></mjx-math><mjx-assistive-mml unselectable="on" display="inline"><math xmlns="http://www.w3.org/1998/Math/MathML">${EQUATION}</math></mjx-assistive-mml></mjx-container> here.</p>${paragraphs(PROSE.slice(4))}</article>`,
    ),
    text(PROSE.slice(0, 4), "The time is \u0000 here.", PROSE.slice(4)),
    { formulas: 1 },
  ),
  shape(
    "a saved page of KaTeX",
    page(
      `<article><h1>${TITLE}</h1>${paragraphs(PROSE.slice(0, 4))}<p>The time is <span class="katex"><span class="katex-mathml">${math(EQUATION, "t = 11 + d")}</span><span class="katex-html" aria-hidden="true"><span class="base"><span class="mord mathnormal">t</span><span class="mrel">=</span><span class="mord">11</span><span class="mbin">+</span><span class="mord mathnormal">d</span></span></span></span> here.</p>${paragraphs(PROSE.slice(4))}</article>`,
    ),
    text(PROSE.slice(0, 4), "The time is \u0000 here.", PROSE.slice(4)),
    { formulas: 1 },
  ),
  shape(
    "a poem with line breaks",
    page(
      `${MENU}<article><h1>${TITLE}</h1><div class="poem"><p>Two clocks for one river,<br>one river for two,<br>eleven short minutes<br>and nothing to do.</p><p>The keys on their ring,<br>the ring on its nail,<br>the left for the bell-rope,<br>the right for the rail.</p></div>${paragraphs(PROSE.slice(0, 5))}</article>${FOOT}`,
    ),
    text(
      "Two clocks for one river,\none river for two,\neleven short minutes\nand nothing to do.",
      "The keys on their ring,\nthe ring on its nail,\nthe left for the bell-rope,\nthe right for the rail.",
      PROSE.slice(0, 5),
    ),
  ),
  shape(
    "an act with numbered articles",
    page(
      `<div id="law"><h1>${TITLE}</h1><ol>${PROSE.slice(0, 4)
        .map(
          (line, i) =>
            `<li><p>${line}</p><ol type="a"><li>for crossing ${i + 1}a;</li><li>for crossing ${i + 1}b.</li></ol></li>`,
        )
        .join("")}</ol>${paragraphs(PROSE.slice(4))}</div>`,
    ),
    text(
      ...PROSE.slice(0, 4).map((line, i) => [line, `for crossing ${i + 1}a;`, `for crossing ${i + 1}b.`]),
      PROSE.slice(4),
    ),
  ),
  shape(
    "a page that is one form",
    page(
      `<form id="aspnetForm" action="./ferry.aspx"><input type="hidden" name="__VIEWSTATE" value="x"><div id="page"><div id="main"><h1>${TITLE}</h1>${BODY}</div></div></form>`,
    ),
  ),
  shape(
    "hidden teasers, dialogs and a banner",
    page(
      `<div class="cookie-banner" hidden>We use cookies to count the ferries.</div><dialog>Subscribe now</dialog><article><h1>${TITLE}</h1><div style="display:none">Teaser text that is not to be seen.</div>${BODY}</article><div role="dialog" style="display:none">Sign in</div>`,
    ),
  ),
  shape(
    "a table among paragraphs",
    page(
      `${MENU}<article><h1>${TITLE}</h1>${paragraphs(PROSE.slice(0, 5))}<table class="table">${CELLS.map((row, i) => `<tr>${row.map((cell) => (i === 0 ? `<th>${cell}</th>` : `<td>${cell}</td>`)).join("")}</tr>`).join("")}</table>${paragraphs(PROSE.slice(5))}</article>`,
    ),
    text(PROSE.slice(0, 5), CELLS.flat(), PROSE.slice(5)),
  ),
  shape(
    "footnotes that lead back",
    page(
      `<article><h1>${TITLE}</h1>${paragraphs(PROSE.slice(0, 7))}<p>${PROSE[7]}<sup id="r1"><a href="#n1">1</a></sup></p><ol><li id="n1">The museum’s number 17.</li></ol></article>`,
    ),
    text(PROSE.slice(0, 7), `${PROSE[7]}1`, "The museum’s number 17."),
  ),
  shape(
    "an interview in definitions",
    page(
      `<main><h1>${TITLE}</h1>${paragraphs(PROSE.slice(0, 3))}<dl>${PROSE.slice(3, 6)
        .map((line, i) => `<dt>Question ${i + 1}?</dt><dd>${line}</dd>`)
        .join("")}</dl>${paragraphs(PROSE.slice(6))}</main>`,
    ),
    text(PROSE.slice(0, 3), ...PROSE.slice(3, 6).map((line, i) => [`Question ${i + 1}?`, line]), PROSE.slice(6)),
  ),
  shape(
    "a short note",
    page(`${MENU}<article><h1>${TITLE}</h1>${paragraphs(PROSE.slice(5, 7))}</article>${FOOT}`),
    text(PROSE.slice(5, 7)),
  ),
  shape(
    "a long essay",
    page(
      `${MENU}<article><h1>${TITLE}</h1>${Array.from({ length: 8 }, () => paragraphs(PROSE)).join("")}</article>${FOOT}`,
    ),
    text(Array.from({ length: 8 }, () => PROSE).flat()),
  ),
  shape(
    "what Word saves as a page",
    `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta charset="utf-8"><title>${TITLE}</title><style><!-- p.MsoNormal {margin:0cm} p.MsoQuote {font-style:italic} --></style></head><body lang=EN-GB><div class=WordSection1>${PROSE.map((line) => `<p class=MsoNormal><span lang=EN-GB style='mso-ansi-language:EN-GB'>${line}<o:p></o:p></span></p>`).join("\n")}${LIST.map((line) => `<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>${line}</p>`).join("\n")}</div></body></html>`,
    text(PROSE, LIST),
  ),
  shape(
    "what Google Docs saves as a page",
    `<html><head><meta charset="utf-8"><title>${TITLE}</title><style type="text/css">.c1{font-weight:700}.c2{color:#000;font-style:normal}ul.lst-kix_1-0{list-style-type:none}</style></head><body class="c9 doc-content">${PROSE.map((line) => `<p class="c3"><span class="c2">${line}</span></p>`).join("")}<ul class="c5 lst-kix_1-0 start">${LIST.map((line) => `<li class="c6"><span class="c1">${line}</span></li>`).join("")}</ul></body></html>`,
    text(PROSE, LIST),
  ),
  shape(
    "a page in Hebrew",
    `<html lang="he" dir="rtl"><head><meta charset="utf-8"><title>שני שעונים</title></head><body><article><h1>שני שעונים</h1>${paragraphs(Array.from({ length: 6 }, (_, i) => HEBREW.replace("1", String(i + 1))))}</article></body></html>`,
    text(Array.from({ length: 6 }, (_, i) => HEBREW.replace("1", String(i + 1)))),
    { title: "שני שעונים" },
  ),
  shape(
    "a page in Japanese with readings",
    `<html lang="ja"><head><meta charset="utf-8"><title>二つの時計</title></head><body><article><h1>二つの時計</h1>${paragraphs(Array.from({ length: 8 }, () => JAPANESE.replace("渡し船", "<ruby>渡<rp>（</rp><rt>わた</rt><rp>）</rp></ruby>し船")))}</article></body></html>`,
    text(Array.from({ length: 8 }, () => JAPANESE.replace("渡し船", "渡（わた）し船"))),
    { title: "二つの時計" },
  ),
];
