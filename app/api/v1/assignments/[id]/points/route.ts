import { endpoint } from "@/app/boundary";
import * as points from "@/db/points";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, ({ viewer, params }) => points.all(viewer, params.id));
