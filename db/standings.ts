import type { Viewer } from "@/lib/schemas/user";
import type { Gone, Stands } from "@/lib/standings";
import { withWork } from "./points";
import { stand } from "./work";

export type Table = {
  items: Stands[];
  /** Who worked for it and is in the group no more. */
  gone: Gone[];
  promptsInAll: number;
  /** All points together. */
  max: number | null;
};

/**
 * Where everybody stands, in one look at all work. @param given whether points are given, as the assignment says
 * @throws Problem 404, with points unless I lead its group
 */
export async function table(viewer: Viewer, id: string, given: boolean): Promise<Table> {
  if (given) {
    const { items, gone, promptsInAll, worth } = await withWork(viewer, id);
    const max = worth.reduce((sum, one) => sum + one.max, 0);
    const row = ({ standing, points }: (typeof items)[number]) => ({ ...standing, points: points.points });
    return { items: items.map(row), gone: gone.map((one) => ({ ...row(one), leftAt: one.leftAt })), promptsInAll, max };
  }
  const [{ standings, promptsInAll }, left] = await Promise.all([
    stand(viewer, id, {}),
    stand(viewer, id, { whose: "gone" }),
  ]);
  const row = ({ standing }: (typeof standings)[number]) => ({ ...standing, points: null });
  const gone = left.standings.map((one) => ({ ...row(one), leftAt: one.leftAt }));
  return { items: standings.map(row), gone, promptsInAll, max: null };
}
