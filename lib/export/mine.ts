import type { Person } from "@/lib/schemas/user";
import { contained, literal, literalLine, quoted } from "./markdown";

/** Everything of one person's, as it is handed to them. Times are ISO 8601 in UTC; offsets are UTF-16 units. */
export type Mine = {
  exportedAt: string;
  account: {
    id: string;
    name: string;
    email: string | null;
    login: string | null;
    createdAt: string;
    settings: Record<string, unknown>;
  };
  signsInWith: { provider: string; since: string }[];
  devices: { userAgent: string; address: string; createdAt: string; seenAt: string }[];
  groups: { id: string; name: string; role: string; joinedAt: string }[];
  annotations: MyAnnotation[];
  replies: MyReply[];
};
export type MyAnnotation = {
  id: string;
  articleId: string;
  /** Null where I may no longer read the article. */
  articleTitle: string | null;
  kind: string;
  layer: string;
  group: string | null;
  /** As marked, in the article's version of that number. */
  quote: { exact: string; prefix: string; suffix: string; start: number; end: number };
  version: number;
  /** Where it stands in the current version, whose text comes with the articles; null where it has no place there. */
  span: { start: number; end: number } | null;
  body: string;
  speaker: string | null;
  source: string | null;
  tags: string[];
  createdAt: string;
  updatedAt: string;
  formerly: { at: string; was: Record<string, unknown>; attached: Record<string, unknown> | null }[];
};
export type MyReply = {
  id: string;
  annotationId: string;
  parentId: string | null;
  /** What it answers, where I may still read that. */
  to: { author: Person; exact: string; articleTitle: string } | null;
  body: string;
  createdAt: string;
  updatedAt: string;
};
/** A reading of mine: on my shelf, or brought in by me. `text` is its canonical text. */
export type MyArticle = {
  id: string;
  title: string;
  byline: string | null;
  site: string | null;
  sourceUrl: string | null;
  language: string | null;
  publishedAt: string | null;
  visibility: string;
  broughtInByMe: boolean;
  read: number | null;
  /** The number of the current version, and what it says. */
  version: number;
  text: string;
};

/** One JSON document, in pieces: an article's text at a time, because all of them may not fit in memory. */
export async function* asJson(mine: Mine, articles: AsyncIterable<MyArticle>): AsyncGenerator<string> {
  yield `${JSON.stringify(mine, null, 2).replace(/\n\}$/, "")},\n  "articles": [`;
  let comma = "";
  for await (const article of articles) {
    yield `${comma}\n    ${JSON.stringify(article)}`;
    comma = ",";
  }
  yield "\n  ]\n}\n";
}

const inLayer = ({ layer, group }: MyAnnotation) =>
  layer === "private" ? "only me" : layer === "public" ? "public" : (group ?? "a group I left");
const day = (iso: string) => `${iso.slice(0, 10)} (UTC)`;

function* noteAsMarkdown(note: MyAnnotation): Generator<string> {
  yield `${quoted(note.quote.exact)}\n\n`;
  const facts = [note.kind, literalLine(inLayer(note)), day(note.createdAt)];
  if (note.speaker) facts.push(`said by ${literalLine(note.speaker)}`);
  if (note.source) facts.push(`source: ${literalLine(note.source)}`);
  if (note.tags.length) facts.push(`tags: ${literalLine(note.tags.join(", "))}`);
  yield `*${facts.join(" · ")}*\n\n`;
  if (note.body) yield `${contained(note.body)}\n\n`;
}

/** The same for reading: my notes by article, my replies, then the articles' texts. */
export async function* asMarkdown(mine: Mine, articles: AsyncIterable<MyArticle>): AsyncGenerator<string> {
  const { account, groups, annotations, replies } = mine;
  yield `# Everything of ${literalLine(account.name)} in Gloss\n\nAs of ${day(mine.exportedAt)}. Account of ${literalLine(account.email ?? "no address")}, since ${day(account.createdAt)}.\n\n`;
  if (groups.length) {
    yield "## Groups\n\n";
    for (const { name, role, joinedAt } of groups) yield `- ${literalLine(name)} (${role}, since ${day(joinedAt)})\n`;
    yield "\n";
  }
  if (annotations.length) yield "## Notes\n\n";
  let article: string | null = null;
  for (const note of annotations) {
    if (note.articleId !== article)
      yield `### ${literalLine(note.articleTitle ?? "A reading that is no longer shared with me")}\n\n`;
    article = note.articleId;
    yield* noteAsMarkdown(note);
  }
  if (replies.length) yield "## Replies\n\n";
  for (const { to, body, createdAt } of replies) {
    if (to)
      yield `To ${literalLine(to.author.name)}${to.author.pseudonym ? " (a pseudonym)" : ""}, in ${literalLine(to.articleTitle)}:\n\n${quoted(to.exact)}\n\n`;
    yield `*${day(createdAt)}*\n\n${contained(body)}\n\n`;
  }
  yield "## Readings\n\n";
  for await (const one of articles) {
    yield `### ${literalLine(one.title)}\n\n`;
    const facts = [one.byline, one.site, one.publishedAt, one.sourceUrl].filter((fact) => fact !== null);
    if (facts.length) yield `*${facts.map(literalLine).join(" · ")}*\n\n`;
    // A text is not Markdown: what looks like a mark in it must not become one.
    yield `${literal(one.text)}\n\n`;
  }
}
