import { answer, endpoint } from "@/app/boundary";
import * as articles from "@/db/articles";
import { one } from "../../../params";

/** Keeps an article that I may read, or puts one back that I took off. */
export const PUT = endpoint({ params: one }, async ({ viewer, params }) => {
  await articles.keep(viewer, params.id);
  return answer(204);
});
