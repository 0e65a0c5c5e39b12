import type { StandingsQuery } from "@/lib/schemas/standings";

/** How a sort stands in the address; null where it is as usual. */
export const sortOf = ({ sort: { by, down } }: StandingsQuery): string | null =>
  by === "name" && !down ? null : `${down ? "-" : ""}${by}`;

/** The address of the table looked at so, as short as it can be. */
export function standingPath(id: string, query: StandingsQuery): string {
  const said = { sort: sortOf(query), section: query.section, q: query.q, only: query.only };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(said)) if (value) params.set(name, value);
  return `/assignments/${id}/standing${params.size > 0 ? `?${params}` : ""}`;
}
