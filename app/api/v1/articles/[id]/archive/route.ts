import { answer, endpoint } from "@/app/boundary";
import * as articles from "@/db/articles";
import { one } from "../../../params";

const put = (away: boolean) =>
  endpoint({ params: one }, async ({ viewer, params }) => {
    await articles.archive(viewer, params.id, away);
    return answer(204);
  });

export const PUT = put(true);
export const DELETE = put(false);
