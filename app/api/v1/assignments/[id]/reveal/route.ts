import { endpoint } from "@/app/boundary";
import * as assignments from "@/db/assignments";
import { one } from "../../../params";

/** Shows all of the group their peers' notes, for good. */
export const POST = endpoint({ params: one }, ({ viewer, params }) => assignments.open(viewer, params.id));
