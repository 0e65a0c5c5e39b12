import { endpoint } from "@/app/boundary";
import * as annotations from "@/db/annotations";
import { annotationQuery } from "@/lib/schemas/annotation";
import { one } from "../../../params";

export const GET = endpoint({ account: "optional", params: one, query: annotationQuery }, ({ viewer, params, query }) =>
  annotations.list(viewer, params.id, query),
);
