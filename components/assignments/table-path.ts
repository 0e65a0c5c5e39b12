import type { TableQuery } from "@/lib/schemas/standings";

/** How a sort stands in the address; null where it is as usual. */
export const sortOf = ({ sort: { by, down } }: TableQuery): string | null =>
  by === "name" && !down ? null : `${down ? "-" : ""}${by}`;

/** The address of a page with a table, looked at so, as short as it can be. */
export function tablePath(page: string, query: TableQuery): string {
  const said = { sort: sortOf(query), section: query.section, q: query.q, only: query.only };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(said)) if (value) params.set(name, value);
  return `${page}${params.size > 0 ? `?${params}` : ""}`;
}
