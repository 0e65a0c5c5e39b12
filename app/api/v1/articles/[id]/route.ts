import { answer, endpoint, etag } from "@/app/boundary";
import * as articles from "@/db/articles";
import { notFound } from "@/lib/problem";
import { articlePatch } from "@/lib/schemas/article";
import { one } from "../../params";

export const GET = endpoint({ account: "optional", params: one }, async ({ viewer, params }) => {
  const article = (await articles.read(viewer, params.id)) ?? notFound();
  return answer(200, article, etag(article));
});

export const PATCH = endpoint({ params: one, body: articlePatch }, async ({ viewer, params, body, revision }) => {
  const article = await articles.revise(viewer, params.id, revision(), body);
  return answer(200, article, etag(article));
});

export const DELETE = endpoint({ params: one }, async ({ viewer, params, revision }) => {
  await articles.remove(viewer, params.id, revision());
  return answer(204);
});
