import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv, writeCsv } from "./csv";
import { processorTime } from "./testing";

const cells = (text: string) => readCsv(text).map((row) => row.cells);
/** A cell written into a table whose delimiter is plain, and read again. */
const again = (cell: string) => {
  const plain = Array.from({ length: 5 }, () => ["a", "b", "c"]);
  return cells(writeCsv([...plain, ["x", cell, "y"]])).at(-1)?.[1];
};

describe("reading a table", () => {
  it.each([
    ["commas", "Name,E-mail\nAda,ada@x.org"],
    ["semicolons", "Name;E-mail\nAda;ada@x.org"],
    ["tabs", "Name\tE-mail\nAda\tada@x.org"],
    ["the ends of lines of Windows", "Name,E-mail\r\nAda,ada@x.org\r\n"],
    ["those of old Macs", "Name,E-mail\rAda,ada@x.org\r"],
    ["a byte order mark", "\uFEFFName,E-mail\nAda,ada@x.org"],
    ["a delimiter named in its first line", "sep=|\nName|E-mail\nAda|ada@x.org"],
    ["empty lines", "\nName,E-mail\n\n , \nAda,ada@x.org\n\n"],
  ])("understands %s", (_, text) => {
    expect(cells(text)).toEqual([
      ["Name", "E-mail"],
      ["Ada", "ada@x.org"],
    ]);
  });

  it("takes the delimiter that parts every line alike, not one within the cells", () => {
    expect(cells("Name;Section\nByron, Ada;A\nHopper, Grace;B\nLovelace;A")).toContainEqual(["Byron, Ada", "A"]);
    expect(cells('"Byron, Ada"\n"Hopper, Grace"')).toEqual([["Byron, Ada"], ["Hopper, Grace"]]);
    expect(cells("Ada\nGrace")).toEqual([["Ada"], ["Grace"]]);
  });

  it("names the line where a row begins, also after cells of several lines and empty lines", () => {
    const rows = readCsv('Name,Note\r\n"Ada","first\r\nsecond ""quoted"""\r\n\r\nGrace,x\r\n');
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 5]);
    expect(rows[1]?.cells).toEqual(["Ada", 'first\nsecond "quoted"']);
    expect(readCsv("sep=;\nName;Section\nAda;A").map(({ line }) => line)).toEqual([2, 3]);
  });

  it("says where a quotation mark was never closed", () => {
    const rows = readCsv('Name,Section\nAda,A\n"Grace,B\nJoan,C\n');
    expect(rows.map(({ line, unclosed }) => [line, unclosed])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
  });

  it("stops at the most rows that are asked for", () => {
    expect(readCsv("a,b\n".repeat(100), 11)).toHaveLength(11);
  });

  it("takes no longer for what was made to be slow", () => {
    const read = () => {
      for (const part of ['"', '",', '"a', '""', ',"', "\n", '"\n', ";,\t|"])
        readCsv(part.repeat(150_000 / part.length));
    };
    expect(processorTime(read)).toBeLessThan(4_000);
  });
});

describe("writing a table", () => {
  it("opens clean: a byte order mark, quotes where they must be, nothing that runs", () => {
    expect(
      writeCsv([
        ["Name", "Points"],
        ["Ada, Byron", 3.5],
        ['say "so"', null],
      ]),
    ).toBe('\uFEFFName,Points\r\n"Ada, Byron",3.5\r\n"say ""so""",\r\n');
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=1\n+2", "＝1+1", "'=1", "=cmd|' /C calc'!A0"])(
    "escapes %j, and reads it as it was",
    (text) => {
      const written = writeCsv([["a", text]]);
      expect(written).toMatch(/^\uFEFFa,"?'/);
      if (!text.includes("\r")) expect(cells(written)).toEqual([["a", text]]);
    },
  );

  // A country's list separator parts what a comma does not, and a quotation mark in the middle of a cell is none.
  it.each([
    " =1+1",
    "\u00A0=1+1",
    "\uFEFF=1+1",
    "\u200B=1+1",
    "\u2060 \u00AD\u3000+1",
    "\u{E0020}@SUM(A1)",
    "﹦1+1",
    "a;=1+1",
    "a;=1+1;b",
    "a; \u200B=1+1",
    "a|@SUM(A1)",
    "a\t-1",
    "a, +1",
    "a\n=1+1;",
    "a;'=1",
    ";;;=1",
    "'\u00A0'=1",
  ])("leaves nothing in %j that could run, and reads it as it was", (text) => {
    const written = writeCsv([["x", text, "y"]]);
    for (const part of written
      .slice(1)
      .replaceAll('"', "")
      .split(/[,;|\t\r\n]/))
      expect(part.replace(/^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}]+/u, "")).not.toMatch(/^[=+\-@﹦]/);
    expect(again(text)).toBe(text);
  });

  it("gives back whatever was written, and takes as many steps as there are signs", () => {
    const signs = fc.constantFrom(..."'=+-@;,|\t\n \u00A0\uFEFF\u200B\"ax＝", "\u{E0020}");
    fc.assert(
      fc.property(fc.string({ unit: signs, minLength: 1 }), (text) => {
        expect(again(text)).toBe(text);
      }),
      { numRuns: 500 },
    );
    // In a hundred thousand steps squared this would not end.
    for (const sign of ["\t", "'", ";", " ", "\u200B", ";'", "\n="]) writeCsv([[sign.repeat(100_000 / sign.length)]]);
  });

  it("leaves numbers below zero and harmless text alone", () => {
    expect(writeCsv([[-1, -2.5, "a=b", "3-4", "O'Neill"]])).toBe("\uFEFF-1,-2.5,a=b,3-4,O'Neill\r\n");
  });
});
