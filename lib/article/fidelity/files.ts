import { TEXT_ENCODINGS } from "../../encodings";
import { encode } from "../../testing";
import { CELLS, HEADINGS, LIST, PROSE, TITLE, text } from "./prose";
import type { Shape } from "./shape";

const plain = (name: string, content: string, expected: string, more: Partial<Shape> = {}): Shape => ({
  name,
  given: { kind: "text", content },
  text: expected,
  title: TITLE,
  ...more,
});
const markdown = (name: string, content: string, expected: string, more: Partial<Shape> = {}): Shape => ({
  name: `Markdown: ${name}`,
  given: { kind: "markdown", content },
  text: expected,
  title: TITLE,
  ...more,
});

/** Lines of at most so many characters, as a typewriter or a mail program wraps them. */
const wrapped = (line: string, width = 68) => line.replace(new RegExp(`(.{1,${width}})(?: |$)`, "g"), "$1\n").trim();
const VERSE = "Two clocks for one river,\none river for two,\neleven short minutes\nand nothing to do.";

/** Plain texts. */
export const TEXTS: readonly Shape[] = [
  plain("a text", `${TITLE}\n\n${PROSE.join("\n\n")}\n`, text(PROSE)),
  plain("a text with Windows' line ends", `\uFEFF${TITLE}\r\n\r\n${PROSE.join("\r\n\r\n")}\r\n`, text(PROSE)),
  plain("a text with a line for each paragraph", `${TITLE}\n${PROSE.join("\n")}`, text(PROSE)),
  plain("a wrapped text", `${TITLE}\n\n${PROSE.map((line) => wrapped(line)).join("\n\n")}`, text(PROSE)),
  plain("verse", `${TITLE}\n\n${VERSE}\n\n${VERSE}`, text(VERSE, VERSE)),
  plain(
    "verse in a wrapped text",
    `${TITLE}\n\n${PROSE.slice(0, 4)
      .map((line) => wrapped(line))
      .join("\n\n")}\n\n${VERSE}\n\n${PROSE.slice(4)
      .map((line) => wrapped(line))
      .join("\n\n")}`,
    text(PROSE.slice(0, 4), VERSE, PROSE.slice(4)),
  ),
];

/** Markdown of each dialect. */
export const MARKDOWNS: readonly Shape[] = [
  markdown(
    "an essay",
    `# ${TITLE}\n\n${PROSE.slice(0, 3).join("\n\n")}\n\n## ${HEADINGS[0]}\n\n${PROSE.slice(3).join("\n\n")}`,
    text(PROSE.slice(0, 3), HEADINGS[0] ?? "", PROSE.slice(3)),
  ),
  markdown(
    "lists, a table, code and a quote",
    `# ${TITLE}\n\n- ${LIST.join("\n- ")}\n\n| ${CELLS[0]?.join(" | ")} |\n|---|---|---|\n| ${CELLS[1]?.join(" | ")} |\n\n\`\`\`js\nconst minutes = 11;\n  wind(clock);\n\`\`\`\n\n> ${PROSE[0]}\n\n- [x] wound\n- [ ] oiled`,
    text(
      LIST,
      CELLS[0] ?? "",
      CELLS[1] ?? "",
      "const minutes = 11;\n  wind(clock);",
      PROSE[0] ?? "",
      "☑ wound",
      "☐ oiled",
    ),
  ),
  markdown(
    "footnotes",
    `# ${TITLE}\n\n${PROSE[0]}[^1]\n\n${PROSE[1]}\n\n[^1]: The museum’s number 17.`,
    text(`${PROSE[0]}1`, PROSE[1] ?? "", "The museum’s number 17."),
  ),
  markdown(
    "HTML within",
    `# ${TITLE}\n\n${PROSE[0]}<br>and H<sub>2</sub>O\n\n<details><summary>More</summary>\n\n${PROSE[1]}\n\n</details>`,
    text(`${PROSE[0]}\nand H2O`, "More", PROSE[1] ?? ""),
  ),
  markdown(
    "characters that mean something elsewhere",
    `# ${TITLE}\n\n2\\*3\\*4 is 24, a_b_c is a name, and 5 < 6 & 7 > 3.`,
    "2*3*4 is 24, a_b_c is a name, and 5 < 6 & 7 > 3.",
  ),
  markdown(
    "front matter",
    `---\ntitle: ${TITLE}\nauthor: Ines Varga\ndate: 2021-05-03\n---\n\n${PROSE.join("\n\n")}`,
    text(PROSE),
  ),
];

const SAMPLES: readonly [string, string, readonly string[]][] = [
  [
    "en",
    "An encyclopædia’s naïve café clock cost “£4” — or €5, they say, and never the same twice.",
    ["windows-1252", "macintosh"],
  ],
  [
    "de",
    "Bis zum Jahr des langen Winters führte die Fähre zwei Uhren, für jedes Ufer eine, und dazwischen lagen elf Minuten.",
    ["windows-1252"],
  ],
  [
    "pl",
    "Aż do roku długiej zimy prom miał dwa zegary, po jednym na każdy brzeg, a między nimi leżało jedenaście minut i żółta, powolna woda.",
    ["windows-1250", "iso-8859-2"],
  ],
  [
    "ru",
    "До года долгой зимы на пароме было двое часов, по одним на каждый берег, и между ними лежало одиннадцать минут.",
    ["windows-1251", "koi8-u", "ibm866", "iso-8859-5", "x-mac-cyrillic"],
  ],
  [
    "el",
    "Μέχρι τη χρονιά του μεγάλου χειμώνα το πορθμείο είχε δύο ρολόγια, ένα για κάθε όχθη, και ανάμεσά τους έντεκα λεπτά.",
    ["windows-1253", "iso-8859-7"],
  ],
  [
    "tr",
    "Uzun kışın yılına kadar feribotta her kıyı için bir tane olmak üzere iki saat vardı ve aralarında on bir dakika duruyordu.",
    ["windows-1254"],
  ],
  [
    "he",
    "עד שנת החורף הארוך היו במעבורת שני שעונים, אחד לכל גדה, וביניהם אחת עשרה דקות.",
    ["windows-1255", "iso-8859-8"],
  ],
  [
    "ar",
    "حتى عام الشتاء الطويل كانت العبارة تحمل ساعتين، واحدة لكل ضفة، وبينهما إحدى عشرة دقيقة.",
    ["windows-1256", "iso-8859-6"],
  ],
  [
    "lt",
    "Iki ilgosios žiemos metų kelte buvo du laikrodžiai, po vieną kiekvienam krantui, o tarp jų gulėjo vienuolika minučių ir šaltas vanduo.",
    ["windows-1257"],
  ],
  ["vi", "Cho den nam mua dông dài, chiêc phà mang hai dông hô, môi bo môt chiêc.", ["windows-1258"]],
  ["th", "จนถึงปีของฤดูหนาวอันยาวนาน เรือข้ามฟากมีนาฬิกาสองเรือน เรือนละฝั่ง และระหว่างนั้นมีสิบเอ็ดนาที", ["windows-874"]],
  ["zh", "直到那个漫长冬天的年份，渡船上有两只钟，两岸各一只，它们之间隔着十一分钟。", ["gb18030"]],
  ["zh-Hant", "直到那個漫長冬天的年份，渡船上有兩隻鐘，兩岸各一隻，它們之間隔著十一分鐘。", ["big5"]],
  [
    "ja",
    "長い冬の年まで、渡し船には二つの時計があり、その間には十一分があった。",
    ["shift_jis", "euc-jp", "iso-2022-jp"],
  ],
  ["ko", "긴 겨울의 해까지 나룻배에는 시계가 두 개 있었고, 그 사이에는 십일 분이 놓여 있었다.", ["euc-kr"]],
];

/** Each encoding that is offered: as a page that declares it, and as a text that says nothing of it. */
export const ENCODED: readonly Shape[] = [
  ...SAMPLES,
  ["en", "A clock for each bank, and naïve café hours between.", ["utf-8", "utf-16le", "utf-16be"]] as const,
].flatMap(([language, line, encodings]) =>
  encodings.flatMap((encoding): Shape[] => {
    const label = TEXT_ENCODINGS.find(({ name }) => name === encoding)?.label ?? encoding;
    const bytes = (content: string) =>
      encoding === "utf-8" ? new TextEncoder().encode(content) : encode(content, encoding);
    const declared = `<meta charset="${encoding}"><title>T</title><article><p>${line}</p><p>${line}</p></article>`;
    return [
      ...(encoding.startsWith("utf-16")
        ? []
        : [
            {
              name: `${label}, declared (${language})`,
              given: { file: "a.html", bytes: bytes(declared) },
              text: text(line, line),
            },
          ]),
      {
        name: `${label}, undeclared (${language})`,
        given: { file: "a.txt", bytes: bytes(`T\n\n${line}\n\n${line}`) },
        text: text(line, line),
      },
    ];
  }),
);
