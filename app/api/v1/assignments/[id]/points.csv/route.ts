import { endpoint } from "@/app/boundary";
import * as points from "@/db/points";
import { pointsTable } from "@/lib/points-table";
import { one } from "../../../params";
import { table } from "../../../table";

export const GET = endpoint({ params: one }, async ({ viewer, params }) =>
  table("points", pointsTable(await points.all(viewer, params.id))),
);
