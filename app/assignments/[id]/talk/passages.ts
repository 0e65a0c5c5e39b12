import { talk } from "@/db/heat";
import { talkQuery } from "@/lib/schemas/standings";
import { openLed } from "../open";

/** The passages to talk about as the address asks for them, for those who lead the group. @param under `/talk` or below it */
export async function passagesOf(
  params: Promise<{ id: string }>,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
  under: string,
) {
  const { who, assignment } = await openLed(params, under);
  const query = talkQuery.parse(await searchParams);
  const all = await talk(who, assignment.id);
  const passages = all.filter(({ annotationId }) => !query.without.includes(annotationId));
  return { who, assignment, query, passages, leftOut: all.length - passages.length };
}
