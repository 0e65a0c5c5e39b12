/** What the endings of files say: the one list, for files that are chosen and for addresses. In lower case. */
export const ENDINGS: Readonly<Record<string, "text" | "markdown" | "html">> = {
  txt: "text",
  text: "text",
  md: "markdown",
  markdown: "markdown",
  mdown: "markdown",
  mkdn: "markdown",
  mkd: "markdown",
  mdx: "markdown",
  html: "html",
  htm: "html",
  xhtml: "html",
};

/** How a file or a path of this name is read; `null` when its ending says nothing of it. */
export function readingOf(name: string): "text" | "markdown" | "html" | null {
  const ending = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return (Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : null) ?? null;
}
