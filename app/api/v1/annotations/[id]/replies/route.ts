import { endpoint } from "@/app/boundary";
import * as replies from "@/db/replies";
import { page } from "@/lib/schemas/wire";
import { one } from "../../../params";

export const GET = endpoint({ account: "optional", params: one, query: page }, ({ viewer, params, query }) =>
  replies.list(viewer, params.id, query),
);
