import type { TalkQuery } from "@/lib/schemas/standings";

/** The address of the list, or of what is shown full screen, with these left out. */
export function talkPath(id: string, { names, without }: TalkQuery, show = false): string {
  const params = new URLSearchParams();
  if (names) params.set("names", "shown");
  if (without.length > 0) params.set("without", without.join(","));
  return `/assignments/${id}/talk${show ? "/show" : ""}${params.size > 0 ? `?${params.toString().replaceAll("%2C", ",")}` : ""}`;
}
