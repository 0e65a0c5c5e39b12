import { describe, expect, test } from "vitest";
import { TEXT_ENCODINGS } from "../encodings";
import { encode } from "../testing";
import { decode, read } from "./decode";

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

/** The same few sentences in languages of many scripts, and what older systems wrote them in. */
const TEXTS: [string, string[]][] = [
  [
    "Осенью река поднимается выше старого моста, и паромщик ждёт, пока вода спадёт. В деревне говорят, что так было всегда.",
    ["windows-1251", "koi8-u", "ibm866", "iso-8859-5"],
  ],
  [
    "Im Herbst steigt der Fluß über die alte Brücke, und der Fährmann wartet, bis das Wasser fällt. So sei es immer gewesen, heißt es.",
    ["windows-1252"],
  ],
  [
    "À l’automne, la rivière monte au-dessus du vieux pont et le passeur attend que l’eau descende. Au village, on dit qu’il en a toujours été ainsi.",
    ["windows-1252"],
  ],
  [
    "Jesienią rzeka podnosi się ponad stary most, a przewoźnik czeka, aż woda opadnie. We wsi mówią, że zawsze tak było, lecz księga świadczy o czymś innym.",
    ["windows-1250", "iso-8859-2"],
  ],
  [
    "Το φθινόπωρο το ποτάμι ανεβαίνει πάνω από το παλιό γεφύρι και ο περαματάρης περιμένει να κατέβει το νερό.",
    ["windows-1253", "iso-8859-7"],
  ],
  [
    "Sonbaharda nehir eski köprünün üstüne çıkar ve kayıkçı suyun çekilmesini bekler. Köyde bunun hep böyle olduğu söylenir.",
    ["windows-1254"],
  ],
  ["בסתיו הנהר עולה מעל הגשר הישן, ובעל המעבורת ממתין עד שהמים ירדו. בכפר אומרים שכך היה תמיד.", ["windows-1255"]],
  ["في الخريف يرتفع النهر فوق الجسر القديم، وينتظر صاحب العبارة حتى ينخفض الماء.", ["windows-1256", "iso-8859-6"]],
  [
    "Rudenį upė pakyla virš senojo tilto, ir keltininkas laukia, kol vanduo nuslūgs. Kaime sakoma, kad taip buvo visada.",
    ["windows-1257"],
  ],
  ["ในฤดูใบไม้ร่วงแม่น้ำจะสูงกว่าสะพานเก่า และคนแจวเรือจะรอจนกว่าน้ำจะลด", ["windows-874"]],
  ["秋になると川は古い橋の上まで水かさを増し、渡し守は水が引くのを待つ。", ["shift_jis", "euc-jp", "iso-2022-jp"]],
  ["秋天河水漫过老桥，摆渡人等着水退。村里人说从来都是这样。", ["gb18030"]],
  ["秋天河水漫過老橋，擺渡人等著水退。村裡人說從來都是這樣。", ["big5"]],
  ["가을이면 강물이 옛 다리 위로 차오르고, 뱃사공은 물이 빠지기를 기다린다.", ["euc-kr"]],
  ["In autumn the river rises above the bridge. Jesienią też.", ["utf-16le", "utf-16be"]],
];
describe.each(TEXTS)("%s", (text, encodings) => {
  test.each(encodings)("is told to be %s by what it says, as a text and as a page", (encoding) => {
    const long = `${"Plain words come first. \n".repeat(4000)}${text}`;
    const page = `<html><body class="post single"><p class="story-text">${text}</p><div class="more"></div></body></html>`;
    for (const [given, html] of [
      [text, false],
      [long, false],
      [page, true],
    ] as const) {
      const decoded = decode(encode(given, encoding), { html, languages: ["en-US", "en"] });
      expect(decoded.text).toBe(given);
      expect(decoded.guessed).toBe(true);
    }
  });
  test.each(encodings)("is read as it declares itself, in %s", (encoding) => {
    const page = `<meta http-equiv="Content-Type" content="text/html; charset=${encoding}"><p>${text}</p>`;
    const declared = `text/plain; charset=${encoding}`;
    expect(decode(encode(text, encoding), { declared })).toMatchObject({
      text,
      encoding,
      guessed: false,
      warnings: [],
    });
    // A page that can be read to where it says so is not in UTF-16.
    if (!encoding.startsWith("utf-16"))
      expect(decode(encode(page, encoding), { html: true })).toMatchObject({ text: page, encoding, guessed: false });
  });
});

test("an XML declaration is one, and a few lost bytes do not make UTF-8 something else", () => {
  const page = '<?xml version="1.0" encoding="iso-8859-2"?><html><body><p>Łódź</p></body></html>';
  expect(decode(encode(page, "iso-8859-2"), { html: true })).toMatchObject({ text: page, encoding: "iso-8859-2" });
  const cut = Buffer.from("„Brücken“, „Flüsse“ und „Fähren“ für alle Wörter").subarray(0, -1);
  const lost = Buffer.concat([cut, Buffer.from([0xc3])]);
  expect(decode(lost)).toMatchObject({ encoding: "utf-8", guessed: true, warnings: [expect.any(String)] });
});

test("each encoding that is offered can be read", () => {
  for (const { name } of TEXT_ENCODINGS) expect(read(encode("A", name), name, true)).toBe("A");
});
