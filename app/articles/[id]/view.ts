import type { Span } from "@/lib/anchoring";

type Asked = string | string[] | undefined;

/** A number from 1 on in an address, or null. */
export function numberOf(asked: Asked): number | null {
  return typeof asked === "string" && /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : null;
}

/** A range in an address, as `12-40`, or null. */
export function spanOf(asked: Asked): Span | null {
  const [, start, end] = (typeof asked === "string" && /^(\d{1,9})-(\d{1,9})$/.exec(asked)) || [];
  return Number(start) < Number(end) ? { start: Number(start), end: Number(end) } : null;
}

/** A path with those parameters that are there. */
export function address(path: string, query: Record<string, string | number | null | undefined>): string {
  const there = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, String(value)]],
  );
  return there.length > 0 ? `${path}?${new URLSearchParams(there)}` : path;
}

/** What stands after the `?` of an address, as one text; of what is named twice the first. */
export const searchOf = (query: Record<string, Asked>): string =>
  new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => {
      const one = typeof value === "string" ? value : value?.[0];
      return one === undefined ? [] : [[name, one]];
    }),
  ).toString();
