import { answer, endpoint, etag } from "@/app/boundary";
import * as articles from "@/db/articles";
import { IMPORT_BYTES, libraryQuery, newArticle } from "@/lib/schemas/article";

export const GET = endpoint({ query: libraryQuery }, ({ viewer, query }) => articles.list(viewer, query));

export const POST = endpoint({ body: newArticle, limit: IMPORT_BYTES }, async ({ viewer, body, request }) => {
  const article = await articles.create(viewer, body, request.signal);
  return answer(201, article, { ...etag(article), Location: `/api/v1/articles/${article.id}` });
});
