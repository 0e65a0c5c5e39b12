import { endpoint } from "@/app/boundary";
import * as points from "@/db/points";
import { student } from "../../../../params";

export const GET = endpoint({ params: student }, ({ viewer, params }) => points.of(viewer, params.id, params.userId));
