import { endpoint } from "@/app/boundary";
import * as groups from "@/db/groups";
import { notFound } from "@/lib/problem";
import { groupPatch } from "@/lib/schemas/group";
import { one } from "../../params";

export const GET = endpoint(
  { params: one },
  async ({ viewer, params }) => (await groups.read(viewer, params.id)) ?? notFound(),
);

export const PATCH = endpoint({ params: one, body: groupPatch }, ({ viewer, params, body }) =>
  groups.revise(viewer, params.id, body),
);
