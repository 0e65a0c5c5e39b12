import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "./markdown";
import { asked, type Mention, named, naming } from "./mentions";
import type { Piece } from "./written";

const people = (...names: string[]): Mention[] => names.map((name) => ({ userId: `id of ${name}`, name }));
const inWords = (words: string, ...names: string[]) => named(words, people(...names)).map((one) => one.name);

test("a name counts after an @ that begins a word, in full, and once", () => {
  expect(inWords("@Ada Byron, and @Ada Byron again", "Ada Byron", "Bob")).toEqual(["Ada Byron"]);
  expect(inWords("Ada Byron", "Ada Byron")).toEqual([]);
  expect(inWords("write to me@Bob.example", "Bob.example", "Bob")).toEqual([]);
  expect(inWords("@Bobby is not (@Bob’s) friend", "Bob")).toEqual(["Bob"]);
  expect(inWords("@Bobby", "Bob")).toEqual([]);
  expect(inWords("@Zoë", "Zoe", "Zoë")).toEqual(["Zoë"]);
});

test("a name needs no space around it where words are not parted by spaces", () => {
  expect(inWords("@田中さんはどう思いますか", "田中", "田中さくら")).toEqual(["田中"]);
  expect(inWords("@田中さくらさん", "田中", "田中さくら")).toEqual(["田中さくら"]);
  expect(inWords("你好@王小明你怎么看", "王小明")).toEqual(["王小明"]);
  expect(inWords("我同意@Bob的看法", "Bob")).toEqual(["Bob"]);
  expect(inWords("@𠮷野家さん", "𠮷野家")).toEqual(["𠮷野家"]);
  expect(inWords("@アンナさん", "アン", "アンナ")).toEqual(["アンナ"]);
  expect(inWords("@アンナさん", "アン")).toEqual([]);
  expect(inWords("@김민수님께", "김민수")).toEqual(["김민수"]);
  expect(inWords("ถาม@สมชายครับ", "สมชาย")).toEqual(["สมชาย"]);
  expect(inWords("@กน้ำ", "กน")).toEqual([]);
  expect(shown("我同意@Bob的看法", "Bob")).toEqual({ set: ["@Bob"], text: "我同意@Bob的看法" });
});

test("of two names the longer one is meant where it stands", () => {
  expect(inWords("@Ada Byron", "Ada", "Ada Byron")).toEqual(["Ada Byron"]);
  expect(inWords("@Ada and @Ada Byron", "Ada", "Ada Byron")).toEqual(["Ada", "Ada Byron"]);
});

/** The names that are set apart, and all the words. */
const shown = (words: string, ...names: string[]) => {
  const set: string[] = [];
  const of = (piece: Piece): string => {
    if (typeof piece === "string") return piece;
    if (piece.is === "name") set.push(piece.text);
    return "of" in piece ? piece.of.map(of).join("") : "text" in piece ? piece.text : "/";
  };
  const text = naming(parse(words), people(...names)).map((b) =>
    "of" in b ? b.of.map((p) => of(p as Piece)).join("") : "",
  );
  return { set, text: text.join("¶") };
};

test("names are set apart in words, emphasis and lists, and left alone in code and links", () => {
  expect(shown("**@Bob** and @Bob.", "Bob")).toEqual({ set: ["@Bob", "@Bob"], text: "@Bob and @Bob." });
  expect(shown("`@Bob` [@Bob](https://example.org)", "Bob").set).toEqual([]);
  expect(JSON.stringify(naming(parse("> - @Bob"), people("Bob")))).toContain(`{"is":"name","text":"@Bob"}`);
});

test("no word is lost by setting names apart", () => {
  const words = fc
    .array(fc.constantFrom("@", "Bob", "Ada", " ", "Byron", ".", "b"), { maxLength: 20 })
    .map((all) => all.join(""));
  fc.assert(fc.property(words, (text) => shown(text, "Bob", "Ada", "Ada Byron").text === shown(text).text));
});

test("what is typed after an @ asks for names, until a name is there", () => {
  const typing = (text: string, ...known: string[]) => {
    const caret = text.indexOf("|");
    return asked(text.replace("|", ""), caret, people(...known))?.typed ?? null;
  };
  expect(typing("@|")).toBe("");
  expect(typing("so @Ad|")).toBe("Ad");
  expect(typing("so @ada by|")).toBe("ada by");
  expect(typing("so @O’Ne|")).toBe("O’Ne");
  expect(typing("ada@exam|")).toBeNull();
  expect(typing("@Ada, who|")).toBeNull();
  expect(typing("@A|da")).toBeNull();
  expect(typing("@Ada |", "Ada")).toBeNull();
  expect(typing("@Ada Byr|", "Ada")).toBeNull();
  expect(typing("@a b c d e|")).toBeNull();
  expect(typing("你好@王|你怎么看")).toBe("王");
  expect(typing("@田中さ|", "田中")).toBeNull();
});
