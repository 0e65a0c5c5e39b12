import type { Viewer } from "@/lib/schemas/user";
import type { Stands } from "@/lib/standings";
import { withWork } from "./points";
import { work } from "./work";

export type Table = { items: Stands[]; promptsInAll: number /** All points together. */; max: number | null };

/**
 * Where everybody stands, in one look at all work. @param given whether points are given, as the assignment says
 * @throws Problem 404, with points unless I lead its group
 */
export async function table(viewer: Viewer, id: string, given: boolean): Promise<Table> {
  if (given) {
    const { items, promptsInAll, worth } = await withWork(viewer, id);
    const max = worth.reduce((sum, one) => sum + one.max, 0);
    return { items: items.map(({ standing, points }) => ({ ...standing, points: points.points })), promptsInAll, max };
  }
  const { items, promptsInAll } = await work(viewer, id);
  return { items: items.map((one) => ({ ...one, points: null })), promptsInAll, max: null };
}
