import { endpoint } from "@/app/boundary";
import * as imports from "@/db/imports";
import { one } from "../../params";

export const GET = endpoint({ params: one }, ({ viewer, params }) => imports.read(viewer, params.id));
