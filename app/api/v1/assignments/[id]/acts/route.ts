import { endpoint } from "@/app/boundary";
import { acts } from "@/db/assignment-acts";
import { page } from "@/lib/schemas/wire";
import { one } from "../../../params";

export const GET = endpoint({ params: one, query: page }, ({ viewer, params, query }) =>
  acts(viewer, params.id, query),
);
