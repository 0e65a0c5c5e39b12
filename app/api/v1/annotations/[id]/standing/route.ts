import { answer, endpoint } from "@/app/boundary";
import * as threads from "@/db/threads";
import { one } from "../../../params";

export const PUT = endpoint({ params: one }, async ({ viewer, params }) =>
  answer(200, await threads.approve(viewer, params.id)),
);
