import { answer, endpoint } from "@/app/boundary";
import * as groups from "@/db/groups";
import * as leading from "@/db/leading";
import { notFound } from "@/lib/problem";
import { newSection } from "@/lib/schemas/group";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => {
  if (!(await groups.read(viewer, params.id))?.role) notFound();
  return { items: await leading.sectionsOf(viewer, params.id), next: null };
});

export const POST = endpoint({ params: one, body: newSection }, async ({ viewer, params, body }) =>
  answer(201, await leading.addSection(viewer, params.id, body.name)),
);
