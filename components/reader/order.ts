import type { Annotation } from "@/lib/schemas/annotation";
import type { Person } from "@/lib/schemas/user";
import type { Filters, ThreadFilter } from "./model";

/** Who reads, and what they have open. */
type Page = { me: string | undefined; active: string | null };

const THREAD: Record<ThreadFilter, (a: Annotation, me: string | undefined) => boolean> = {
  unread: ({ thread }) => thread.unread,
  open: ({ thread }) => thread.question && !thread.resolved,
  questions: ({ thread }) => thread.question,
  resolved: ({ thread }) => thread.resolved,
  unanswered: ({ replyCount }) => replyCount === 0,
  mine: ({ author, thread }, me) => author.id === me || thread.mine.includes("question"),
};

/** What is open stays while it is read, whatever opening it did to what the filter asks. */
export const passes = (a: Annotation, { kinds, layer, author, tag, threads }: Filters, page: Page) =>
  (threads === null || a.id === page.active || THREAD[threads](a, page.me)) &&
  kinds.has(a.kind) &&
  (layer === null || (a.layer === layer.layer && a.groupId === layer.groupId)) &&
  (author === null || a.author.id === author) &&
  (tag === null || a.tags.includes(tag));

/** In text order: by start, longer first, then by age; orphans last, as they once stood. */
function inTextOrder(a: Annotation, b: Annotation): number {
  if (!a.span || !b.span) return a.span ? -1 : b.span ? 1 : a.quote.start - b.quote.start || (a.id < b.id ? -1 : 1);
  return a.span.start - b.span.start || b.span.end - a.span.end || (a.id < b.id ? -1 : 1);
}

/** What the reader shows of the marks it knows. */
export function derive(known: ReadonlyMap<string, Annotation>, filters: Filters, page: Page) {
  const annotations = [...known.values()].sort(inTextOrder);
  const people = new Map<string, Person>();
  const counts = new Map<string, number>();
  for (const { author, tags } of annotations) {
    people.set(author.id, author);
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return {
    annotations,
    shown: annotations.filter((a) => passes(a, filters, page)),
    people: [...people.values()].sort((a, b) => a.name.localeCompare(b.name)),
    tags: [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([tag]) => tag),
  };
}
