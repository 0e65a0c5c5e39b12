import { endpoint } from "@/app/boundary";
import * as acts from "@/db/acts";
import { page } from "@/lib/schemas/wire";
import { one } from "../../../params";

export const GET = endpoint({ params: one, query: page }, ({ viewer, params, query }) =>
  acts.log(viewer, params.id, query),
);
