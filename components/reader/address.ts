import { EVERYTHING, type Filters, KIND_ORDER, type LayerChoice, SORTS, type Sort, THREADS, type View } from "./model";

/** What an address says of how a reading is looked at. */
export type Looked = { filters: Filters; sort: Sort; view: View };

const layerOf = (named: string | null): LayerChoice | null =>
  !named
    ? null
    : named === "private" || named === "public"
      ? { layer: named, groupId: null }
      : { layer: "group", groupId: named };

/** As the part of an address after `?` says; what it does not name, or names wrongly, is as usual. */
export function lookedAt(search: string): Looked {
  const query = new URLSearchParams(search);
  const kinds = query.get("kind")?.split(",") ?? [];
  const chosen = KIND_ORDER.filter((kind) => kinds.includes(kind));
  return {
    filters: {
      kinds: chosen.length > 0 ? new Set(chosen) : EVERYTHING.kinds,
      layer: layerOf(query.get("layer")),
      section: query.get("section") || null,
      author: query.get("by") || null,
      tag: query.get("tag") || null,
      threads: THREADS.find((one) => one === query.get("threads")) ?? null,
    },
    sort: SORTS.find((one) => one === query.get("sort")) ?? "text",
    view: query.get("view") === "threads" ? "threads" : "margin",
  };
}

/** The group that an address comes from: the one it names, or whose notes alone it shows; null where it names none. */
export function openedFrom(search: string): string | null {
  const query = new URLSearchParams(search);
  return query.get("group") || layerOf(query.get("layer"))?.groupId || null;
}

/** The same address with this said in it, as short as it can be; what else stands in it stays. */
export function withLook(search: string, { filters, sort, view }: Looked): string {
  const query = new URLSearchParams(search);
  const { kinds, layer, section, author, tag, threads } = filters;
  const all = kinds.size === KIND_ORDER.length || kinds.size === 0;
  const said: Record<string, string | null> = {
    view: view === "margin" ? null : view,
    kind: all ? null : KIND_ORDER.filter((kind) => kinds.has(kind)).join(","),
    layer: layer && (layer.groupId ?? layer.layer),
    section,
    by: author,
    tag,
    threads,
    sort: sort === "text" ? null : sort,
  };
  for (const [name, value] of Object.entries(said)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString().replaceAll("%2C", ",");
  return text && `?${text}`;
}
