import { siteUrl } from "@/app/auth";
import { answer, endpoint, etag } from "@/app/boundary";
import * as annotations from "@/db/annotations";
import { WEB_ANNOTATION, webAnnotation } from "@/lib/export/webAnnotation";
import { annotationPatch, newAnnotation } from "@/lib/schemas/annotation";
import { one } from "../../params";

/** As our own JSON or, to who accepts `application/ld+json`, as a W3C Web Annotation with an entity tag of its own. */
export const GET = endpoint({ account: "optional", params: one }, async ({ viewer, params, request }) => {
  const annotation = await annotations.read(viewer, params.id);
  if (!/\bapplication\/ld\+json\b/i.test(request.headers.get("accept") ?? ""))
    return answer(200, annotation, etag(annotation));
  const { headers } = answer(200, null, { ETag: `"${annotation.revision}-ld"`, "Content-Type": WEB_ANNOTATION });
  return new Response(JSON.stringify(webAnnotation(annotation, siteUrl())), { headers });
});

export const PUT = endpoint({ params: one, body: newAnnotation }, async ({ viewer, params, body }) => {
  const { annotation, created } = await annotations.annotate(viewer, params.id, body);
  return answer(created ? 201 : 200, annotation, etag(annotation));
});

export const PATCH = endpoint({ params: one, body: annotationPatch }, async ({ viewer, params, body, revision }) => {
  const annotation = await annotations.revise(viewer, params.id, revision(), body);
  return answer(200, annotation, etag(annotation));
});

export const DELETE = endpoint({ params: one }, async ({ viewer, params, revision }) => {
  await annotations.remove(viewer, params.id, revision());
  return answer(204);
});
