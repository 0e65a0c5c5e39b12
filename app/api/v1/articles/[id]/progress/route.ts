import { answer, endpoint } from "@/app/boundary";
import * as articles from "@/db/articles";
import { progressReport } from "@/lib/schemas/article";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, ({ viewer, params }) => articles.progressOf(viewer, params.id));

export const PUT = endpoint({ params: one, body: progressReport }, async ({ viewer, params, body }) => {
  await articles.reportProgress(viewer, params.id, body);
  return answer(204);
});
