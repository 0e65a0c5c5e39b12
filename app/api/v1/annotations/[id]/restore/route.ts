import { answer, endpoint, etag } from "@/app/boundary";
import * as annotations from "@/db/annotations";
import { one } from "../../../params";

export const POST = endpoint({ params: one }, async ({ viewer, params }) => {
  const annotation = await annotations.restore(viewer, params.id);
  return answer(200, annotation, etag(annotation));
});
