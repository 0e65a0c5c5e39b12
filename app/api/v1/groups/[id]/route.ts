import { endpoint } from "@/app/boundary";
import * as groups from "@/db/groups";
import * as leading from "@/db/leading";
import { notFound } from "@/lib/problem";
import { groupPatch } from "@/lib/schemas/group";
import { one } from "../../params";

export const GET = endpoint(
  { account: "optional", params: one },
  async ({ viewer, params }) => (await groups.read(viewer, params.id)) ?? notFound(),
);

export const PATCH = endpoint({ params: one, body: groupPatch }, ({ viewer, params, body }) =>
  leading.change(viewer, params.id, body),
);
