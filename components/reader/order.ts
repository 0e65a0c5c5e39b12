import type { Annotation } from "@/lib/schemas/annotation";
import type { Person } from "@/lib/schemas/user";
import type { Filters } from "./model";

export const passes = (a: Annotation, { kinds, layer, author, tag }: Filters) =>
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
export function derive(known: ReadonlyMap<string, Annotation>, filters: Filters) {
  const annotations = [...known.values()].sort(inTextOrder);
  const people = new Map<string, Person>();
  const counts = new Map<string, number>();
  for (const { author, tags } of annotations) {
    people.set(author.id, author);
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return {
    annotations,
    shown: annotations.filter((a) => passes(a, filters)),
    people: [...people.values()].sort((a, b) => a.name.localeCompare(b.name)),
    tags: [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([tag]) => tag),
  };
}
