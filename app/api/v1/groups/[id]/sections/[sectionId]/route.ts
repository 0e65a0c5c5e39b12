import { answer, endpoint } from "@/app/boundary";
import * as leading from "@/db/leading";
import { newSection } from "@/lib/schemas/group";
import { id } from "@/lib/schemas/wire";
import { one } from "../../../../params";

const params = one.extend({ sectionId: id });

export const PATCH = endpoint({ params, body: newSection }, async ({ viewer, params, body }) => {
  await leading.renameSection(viewer, params.id, params.sectionId, body.name);
  return answer(204);
});

export const DELETE = endpoint({ params }, async ({ viewer, params }) => {
  await leading.removeSection(viewer, params.id, params.sectionId);
  return answer(204);
});
