import { endpoint } from "@/app/boundary";
import * as assignments from "@/db/assignments";
import * as points from "@/db/points";
import { languagesIn } from "@/lib/names";
import { pointsTable } from "@/lib/points-table";
import { one } from "../../../params";
import { table } from "../../../table";

export const GET = endpoint({ params: one }, async ({ viewer, params, request }) =>
  table(
    "points",
    await assignments.read(viewer, params.id),
    pointsTable(await points.all(viewer, params.id), languagesIn(request.headers.get("accept-language"))),
  ),
);
