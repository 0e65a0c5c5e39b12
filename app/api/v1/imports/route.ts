import { answer, endpoint } from "@/app/boundary";
import * as imports from "@/db/imports";
import { IMPORT_BYTES, newArticle } from "@/lib/schemas/article";

/** What an import is understood to be; kept for a day, to be saved by `POST /api/v1/articles { importId }`. */
export const POST = endpoint({ body: newArticle, limit: IMPORT_BYTES }, async ({ viewer, body, request }) =>
  answer(201, await imports.preview(viewer, body, request.signal)),
);
