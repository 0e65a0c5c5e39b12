import { expect, test } from "vitest";
import { decode, sourceOfFile } from "./decode";

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))));
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("héé", "utf16le")]);

test.each([
  ["UTF-8", Buffer.from("“é” ✪"), {}, "“é” ✪", 0],
  ["UTF-8 with its mark", bytes([0xef, 0xbb, 0xbf], "a"), {}, "a", 0],
  ["UTF-16 with its mark", utf16, {}, "héé", 0],
  ["a declared encoding", bytes("\x82\xa0"), { declared: "text/plain; charset=Shift_JIS" }, "あ", 0],
  ["a meta element", bytes('<meta charset="iso-8859-2">\xb1'), { html: true }, '<meta charset="iso-8859-2">ą', 0],
  [
    "a meta element in a text counts for nothing",
    Buffer.from('<meta charset="iso-8859-2">é'),
    {},
    '<meta charset="iso-8859-2">é',
    0,
  ],
  ["a declaration that is wrong", Buffer.from("é"), { declared: "text/plain; charset=nonsense" }, "é", 0],
  ["windows-1252 without a word of it", bytes("\x93caf\xe9\x94"), {}, "“café”", 1],
  ["broken UTF-8 that says it is UTF-8", bytes("a\xffb"), { declared: "text/plain; charset=utf-8" }, "aÿb", 1],
  ["one stray NUL in a long text", bytes("word ".repeat(200), [0], "word"), {}, `${"word ".repeat(200)}\0word`, 0],
] as const)("%s", (_name, input, options, text, warnings) => {
  const decoded = decode(input, options);
  expect([decoded.text, decoded.warnings.length]).toEqual([text, warnings]);
});

test.each([
  ["a picture", bytes("\x89PNG\r\n\x1a\n")],
  ["a PDF", bytes("%PDF-1.7 text and more text")],
  ["an office file", bytes("PK\x03\x04", [20, 0, 6, 0])],
  ["a film", bytes([0, 0, 0, 32], "ftypisom")],
  ["zeros", Buffer.alloc(1000)],
  ["a program", bytes("\x7fELF\x02\x01\x01")],
  ["noise", Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256))],
])("%s is not text, whatever its name", (_name, input) => {
  expect(() => decode(input)).toThrow(expect.objectContaining({ reason: "not-text", status: 415 }));
});

test.each([
  ["essay.txt", "text"],
  ["NOTES.MD", "markdown"],
  ["page.html", "page"],
  ["page.htm", "page"],
  ["README", "text"],
])("%s is read as %s", (name, kind) => {
  expect(sourceOfFile(name, Buffer.from("é"))).toEqual({ source: { kind, content: "é" }, warnings: [] });
});
