/** As much of a text as a quotation of it takes along, in UTF-16 units. */
const MOST = 1200;

/** What somebody said as a Markdown quotation, with their name as its last line, if one is given; what they quoted themselves is left out. */
export function quotation(words: string, by: string | null): string {
  const lines = words.trim().split("\n");
  const own = lines.filter((line) => !/^ {0,3}>/u.test(line));
  const said = (own.some((line) => line.trim() !== "") ? own : lines)
    .join("\n")
    .replace(/\n{3,}/gu, "\n\n")
    .trim();
  const cut = said.length > MOST ? `${said.slice(0, MOST).replace(/\S*$/u, "").trimEnd()} …` : said;
  const quoted = [...cut.split("\n"), ...(by === null ? [] : ["", `— ${by}`])].map((line) =>
    line === "" ? ">" : `> ${line}`,
  );
  return `${quoted.join("\n")}\n\n`;
}
