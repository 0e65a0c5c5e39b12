import { Problem } from "@/lib/problem";

/** A page of a list. An address that no link of ours leads to, its cursor made up or cut short, shows the beginning. */
export async function pageOf<Q extends { cursor?: string }, T>(query: Q, list: (query: Q) => Promise<T>): Promise<T> {
  try {
    return await list(query);
  } catch (error) {
    if (query.cursor === undefined || !(error instanceof Problem && error.status === 400)) throw error;
    return list({ ...query, cursor: undefined });
  }
}
