/**
 * The version that an address asks for with `?version=`: undefined for the current one, null for what is no number as we
 * write them (`01`, `1.0`, two of them), which names nothing.
 */
export function editionOf(asked: string | string[] | undefined): number | null | undefined {
  if (asked === undefined) return undefined;
  return typeof asked === "string" && /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : null;
}
