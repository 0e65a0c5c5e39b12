import { endpoint } from "@/app/boundary";
import * as assignments from "@/db/assignments";
import * as points from "@/db/points";
import { languagesIn } from "@/lib/names";
import { workTable } from "@/lib/points-table";
import { one } from "../../../params";
import { table } from "../../../table";

export const GET = endpoint({ params: one }, async ({ viewer, params, request }) => {
  const all = await points.withWork(viewer, params.id);
  const assignment = await assignments.read(viewer, params.id);
  const titles = new Map(assignment.readings.map(({ articleId, title }) => [articleId, title]));
  return table("work", assignment, workTable(all, titles, languagesIn(request.headers.get("accept-language"))));
});
