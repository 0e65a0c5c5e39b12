import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Block, type Piece, plain } from "../written";
import { allowed, excerpt, parse, parseAll } from "./index";

/** The tree as one line: tags in brackets, so that a test reads like what it says. */
const piece = (p: Piece): string =>
  typeof p === "string"
    ? p
    : p.is === "br"
      ? "/"
      : p.is === "code" || p.is === "name" || p.is === "tex"
        ? `${p.is}(${p.text})`
        : p.is === "link"
          ? `link<${p.to}>(${p.of.map(piece).join("")})`
          : `${p.is}(${p.of.map(piece).join("")})`;
const block = (b: Block): string => {
  if (b.is === "p") return `p(${b.of.map(piece).join("")})`;
  if (b.is === "pre") return `pre(${b.text})`;
  if (b.is === "line") return "line";
  if (b.is === "quote") return `quote(${b.of.map(block).join("")})`;
  return `${b.from === null ? "ul" : `ol${b.from}`}(${b.items.map((i) => i.map(block).join("")).join("|")})`;
};
const read = (text: string) => parse(text).map(block).join(" ");

describe("what a reader writes", () => {
  for (const [text, tree] of [
    ["Plain words.", "p(Plain words.)"],
    ["One.\nTwo.\n\nThree.", "p(One./Two.) p(Three.)"],
    ["**bold** and *slanted*", "p(strong(bold) and em(slanted))"],
    ["`a < b`", "p(code(a < b))"],
    ["- one\n- two", "ul(p(one)|p(two))"],
    ["3. one\n4. two", "ol3(p(one)|p(two))"],
    ["> said\n\nreally?", "quote(p(said)) p(really?)"],
    ["```\nlet x\n```", "pre(let x)"],
    ["# Loud\nwords", "p(strong(Loud)) p(words)"],
    ["[the gauge](https://example.org/a?b=1)", "p(link<https://example.org/a?b=1>(the gauge))"],
    ["see https://example.org/x.", "p(see link<https://example.org/x>(https://example.org/x).)"],
    ["AT&amp;T", "p(AT&T)"],
    ["so $x_1^2$ and \\(\\{y\\}\\)", "p(so tex(x_1^2) and tex(\\{y\\}))"],
    ["$$\na\n+ b\n- c\n$$\nthen", "p(tex( a + b - c )/then)"],
    ["- \\[ x\n  = 1 \\]", "ul(p(tex( x = 1 )))"],
    ["\\begin{align}\na &= b \\\\\n- c\n\\end{align}", "p(tex(\\begin{align} a &= b \\\\ - c \\end{align}))"],
    ["it cost $5 and $6, or 5$, or 10 $ and US$3", "p(it cost $5 and $6, or 5$, or 10 $ and US$3)"],
    ["$20,000 to USD$30,000", "p($20,000 to USD$30,000)"],
    ["`$x$` \\$y\\$", "p(code($x$) $y$)"],
    ["2*3*4 and 2 * 3", "p(2*3*4 and 2 * 3)"],
    [
      "https://example.org/a_(b) (https://example.org/c) https://example.org/d[1].",
      "p(link<https://example.org/a_(b)>(https://example.org/a_(b)) (link<https://example.org/c>(https://example.org/c)) link<https://example.org/d[1]>(https://example.org/d[1]).)",
    ],
    ["    four spaces in front", "p(four spaces in front)"],
  ] as const)
    test(JSON.stringify(text), () => expect(read(text)).toBe(tree));
});

describe("what a hostile one writes", () => {
  for (const [text, tree] of [
    ["<script>alert(1)</script>", "p(<script>alert(1)</script>)"],
    ['<img src=x onerror="alert(1)">', 'p(<img src=x onerror="alert(1)">)'],
    ["[x](javascript:alert(1))", "p(x)"],
    ["[x](JaVaScRiPt&colon;alert(1))", "p(x)"],
    ["[x](data:text/html,hi)", "p(x)"],
    ["[x](//example.org)", "p(x)"],
    ["[x](/signout)", "p(x)"],
    ["![pixel](https://example.org/p.gif)", "p(link<https://example.org/p.gif>(pixel))"],
    ["![pixel](javascript:alert(1))", "p(pixel)"],
    ["[x][y]\n\n[y]: vbscript:a", "p(x)"],
  ] as const)
    test(text, () => expect(read(text)).toBe(tree));
  test("an address of another scheme is never allowed", () => {
    for (const bad of ["javascript:1", " javascript:1", "java\nscript:1", "file:///etc/passwd", "ftp://x.y", "x"])
      expect(allowed(bad)).toBeNull();
  });
  test("nesting is bounded and keeps the words", () => {
    const deepest = (b: Block): number =>
      1 + Math.max(0, ...(b.is === "quote" ? b.of : b.is === "list" ? b.items.flat() : []).map(deepest));
    const [tree] = parse(`${"> ".repeat(14)}deep`);
    expect(deepest(tree!)).toBeLessThan(10);
    expect(JSON.stringify(tree)).toContain("deep");
  });
});

test("plain words need no parser, and it would have read the same", () => {
  const text = fc.stringMatching(/^[a-c .,!?'"()’\n]{0,40}$/);
  fc.assert(
    fc.property(text, (written) => {
      const simple = plain(written);
      // A zero-width mark in front makes the parser look at the same words.
      if (simple && simple.length > 0)
        expect(parse(`&#8203;${written.trim()}`).map(block).join(" ").replace("\u200b", "")).toBe(
          simple.map(block).join(" "),
        );
    }),
  );
});
test("only what needs a parser is sent along", () => {
  const sent = parseAll([
    { id: "a", body: "words" },
    { id: "b", body: "*words*" },
    { id: "c", body: null },
  ]);
  expect(Object.keys(sent)).toEqual(["b"]);
});

test("an excerpt is the words in one line, without a sign of Markdown", () => {
  const note =
    "# The **ledger**\n\n> *Who* counted\n> them?\n\n- one `pencil`\n- [the log](https://example.org/log)\n\n2 * 3 = 6";
  expect(excerpt(note)).toBe("The ledger “Who counted them?” one pencil the log 2 * 3 = 6");
});
