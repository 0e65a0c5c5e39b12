import { endpoint } from "@/app/boundary";
import * as versions from "@/db/versions";
import { one } from "../../../params";

export const GET = endpoint({ account: "optional", params: one }, async ({ viewer, params }) => ({
  items: await versions.list(viewer, params.id),
  next: null,
}));
