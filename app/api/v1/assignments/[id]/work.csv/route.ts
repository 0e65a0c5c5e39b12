import { endpoint } from "@/app/boundary";
import * as assignments from "@/db/assignments";
import * as points from "@/db/points";
import { workTable } from "@/lib/points-table";
import { one } from "../../../params";
import { table } from "../../../table";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => {
  const all = await points.withWork(viewer, params.id);
  const { readings } = await assignments.read(viewer, params.id);
  return table("work", workTable(all, new Map(readings.map(({ articleId, title }) => [articleId, title]))));
});
