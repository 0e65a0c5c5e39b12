import fc from "fast-check";
import type { Nodes, PhrasingContent, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { expect, test } from "vitest";
import { type Block, inOneLine, type Piece } from "../written";
import { measure } from "./index";

const TOKENS = [
  ..."$a *_`[]()<>#=-+\\&:\"'\té。~!|",
  "\n",
  "\n\n",
  "  ",
  "    ",
  "**",
  "***",
  "__",
  "``",
  "```",
  "~~~",
  "](",
  "](a)",
  "![",
  "![a](",
  "[a][b]",
  "[a]: ",
  "[a]: b\n",
  "<a:",
  "> ",
  "- ",
  "1. ",
  "1)",
  "---",
  "&amp;",
  "\\\n",
  "http://",
  ...["$$", "\\(", "\\)", "\\[", "\\]", "\\begin{align}", "\\end{align}", "x^2"],
  "a@b.c",
];
/** The most that a character costs: an address in parentheses may be looked at once for each that encloses it, and 32 may. */
const MOST = 48;

const unit = fc.array(fc.constantFrom(...TOKENS), { minLength: 1, maxLength: 3 }).map((tokens) => tokens.join(""));
const filled = (one: string, size: number) => one.repeat(Math.floor(size / one.length));
const perCharacter = (text: string) => measure(text).steps / text.length;

test("no text made by repeating one to three signs of Markdown costs more than its length allows", () => {
  fc.assert(
    fc.property(unit, (one) => {
      expect(perCharacter(filled(one, 32 * 1024)), JSON.stringify(one)).toBeLessThan(MOST);
    }),
    { numRuns: 100, examples: [["a\n=\n"], ["- "], ["> "], ["**a*"], ["- - a\n"], ["[a](b"], ["`a``"], ["[a]: b\n"]] },
  );
});

test("nor does one that begins what another never ends", () => {
  fc.assert(
    fc.property(unit, unit, (one, other) => {
      const text = filled(one, 8 * 1024) + filled(other, 8 * 1024);
      expect(perCharacter(text), JSON.stringify([one, other])).toBeLessThan(MOST);
    }),
    {
      numRuns: 100,
      examples: [
        ["_a ", "a* "],
        ["[", "]"],
        ["[", "[a](b)"],
        ["*a **a ", "b_ "],
        ["![", "](<a"],
      ],
    },
  );
});

test("nor does any mixture of them", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...TOKENS), { minLength: 200, maxLength: 2000 }), (tokens) => {
      expect(perCharacter(tokens.join(""))).toBeLessThan(MOST);
    }),
    { numRuns: 50 },
  );
});

/** The same tree from the parser of `unified`, whose time has no such bound. */
const textOf = (node: Nodes): string => {
  if ("value" in node) return node.value;
  if ("children" in node) return node.children.map(textOf).join("");
  return "alt" in node ? (node.alt ?? "") : "";
};
const lines = (text: string): Piece[] =>
  text.split("\n").flatMap((line, i): Piece[] => [...(i > 0 ? [{ is: "br" } as const] : []), ...(line ? [line] : [])]);
const inner = (nodes: readonly PhrasingContent[]): Piece[] =>
  nodes.flatMap((node): Piece[] => {
    if (node.type === "strong") return [{ is: "strong", of: inner(node.children) }];
    if (node.type === "emphasis") return [{ is: "em", of: inner(node.children) }];
    if (node.type === "inlineCode") return [{ is: "code", text: node.value }];
    if (node.type === "link") return inner(node.children);
    if (node.type === "break") return [{ is: "br" }];
    return lines(textOf(node));
  });
const outer = (nodes: readonly RootContent[]): Block[] =>
  nodes.flatMap((node): Block[] => {
    switch (node.type) {
      case "paragraph":
        return [{ is: "p", of: inner(node.children) }];
      case "heading":
        return [{ is: "p", of: [{ is: "strong", of: inner(node.children) }] }];
      case "blockquote":
        return [{ is: "quote", of: outer(node.children) }];
      case "list": {
        const items = node.children.map((item) => outer(item.children));
        return [{ is: "list", from: node.ordered ? (node.start ?? 1) : null, items }];
      }
      case "code":
        return [{ is: "pre", text: node.value }];
      case "thematicBreak":
        return [{ is: "line" }];
      default:
        return [];
    }
  });
const expected = (text: string) =>
  outer(fromMarkdown(text, { extensions: [{ disable: { null: ["htmlFlow", "htmlText", "codeIndented"] } }] }).children);

/** Links as their words, words side by side as one, nothing before a break: how a text is cut into pieces says nothing. */
const level = (pieces: readonly Piece[]): Piece[] => {
  const flat = pieces.flatMap((piece): Piece[] =>
    typeof piece !== "string" && piece.is === "link" ? level(piece.of) : [piece],
  );
  const found: Piece[] = [];
  for (const piece of flat) {
    const last = found.at(-1);
    if (typeof piece !== "string" && piece.is === "code")
      found.push({ ...piece, text: piece.text.replace(/\s+/gu, " ").trim() });
    else if (typeof piece === "string" && typeof last === "string") found[found.length - 1] = last + piece;
    else if (typeof piece === "string") found.push(piece);
    else if (piece.is === "br") {
      if (typeof last === "string") found.splice(-1, 1, ...[last.trimEnd()].filter(Boolean));
      found.push(piece);
    } else if (!("of" in piece)) found.push(piece);
    else if (piece.is !== "link") found.push({ is: piece.is, of: level(piece.of) });
  }
  return found;
};
const levelAll = (blocks: readonly Block[]): Block[] =>
  blocks.map((block): Block => {
    if (block.is === "p") return { is: "p", of: level(block.of) };
    if (block.is === "quote") return { is: "quote", of: levelAll(block.of) };
    if (block.is === "pre") return { is: "pre", text: block.text.trimEnd() };
    return block.is === "list" ? { ...block, items: block.items.map(levelAll) } : block;
  });

test("what people write reads as CommonMark has it", () => {
  const word = fc.constantFrom("river", "bridge", "A", "1837", "über", "snake_case", "2 * 3", "x", "and", "(so)");
  const words = fc.array(word, { minLength: 1, maxLength: 5 }).map((all) => all.join(" "));
  const span = fc.oneof(
    { weight: 4, arbitrary: words },
    words.map((text) => `*${text}*`),
    words.map((text) => `**${text}**`),
    words.map((text) => `_${text}_`),
    words.map((text) => `***${text}***`),
    words.map((text) => `**bold *${text}* bold**`),
    words.map((text) => `\`${text}\``),
    words.map((text) => `[${text}](https://example.org/a_(b)?c=1 "title")`),
    words.map((text) => `[*${text}* \`]\`](<https://example.org/a b>)`),
    fc.constantFrom(
      "\\*",
      "&amp;",
      "&copy;",
      "\\\\",
      "<https://example.org/x>",
      "<ada@example.org>",
      "[known][ref]",
      "[unknown]",
    ),
    fc.constantFrom("*", "**", "_", "[", "]", "`", "!", "<b>", "  \n", "\\\n", "\n"),
  );
  // An empty item that begins within another block is the one thing that the two take differently.
  const line = fc
    .array(span, { minLength: 1, maxLength: 5 })
    .map((all) => all.join(" ").replace(/^ *\*(?=\s|$)/gmu, "x *"));
  const block = fc.oneof(
    { weight: 3, arbitrary: line },
    line.map((text) => `# ${text.replaceAll("\n", " ")} #`),
    line.map((text) => `${text}\n===`),
    fc.array(line, { minLength: 1, maxLength: 3 }).map((all) => all.map((text) => `- ${text}`).join("\n")),
    fc.array(line, { minLength: 1, maxLength: 3 }).map((all) => all.map((text, i) => `${i + 3}. ${text}`).join("\n")),
    fc.tuple(line, line).map(([a, b]) => `- ${a}\n  - ${b}\n\n  ${a}\n- ${b}`),
    fc.tuple(line, line).map(([a, b]) => `1. ${a}\n   > ${b}\n\n> ${b}\n${a}`),
    line.map((text) => `> ${text}\n>\n> - ${text}`),
    line.map((text) => `\`\`\`js\n${text}\n\n  ${text}\n\`\`\``),
    fc.constantFrom("---", "* * *", "[ref]: https://example.org 'title'", "+ \n\n  a", "~~~\n- a"),
  );
  const text = fc
    .array(fc.tuple(block, fc.constantFrom("\n", "\n\n", "\n\n", "\n\n    ")), { minLength: 1, maxLength: 6 })
    .map((all) => all.flat().join(""));
  fc.assert(
    fc.property(text, (written) => {
      expect(levelAll(measure(written).blocks)).toEqual(levelAll(expected(written)));
    }),
    { numRuns: 300 },
  );
});

test("an excerpt of a text of any shape holds its words", () => {
  const text = `${"**a* ".repeat(6000)}end`;
  expect(inOneLine(measure(text).blocks)).toContain("end");
});
