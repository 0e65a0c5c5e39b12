import { answer, endpoint, etag } from "@/app/boundary";
import { attach, detach } from "@/db/attaching";
import { newAnchor } from "@/lib/schemas/annotation";
import { one } from "../../../params";

/** Shows by hand where a note's passage stands in the current version; the note itself stays as it is. */
export const PUT = endpoint({ params: one, body: newAnchor }, async ({ viewer, params, body }) => {
  const annotation = await attach(viewer, params.id, body);
  return answer(200, annotation, etag(annotation));
});

/** Takes that back: its place is looked for anew. */
export const DELETE = endpoint({ params: one }, async ({ viewer, params }) => {
  const annotation = await detach(viewer, params.id);
  return answer(200, annotation, etag(annotation));
});
