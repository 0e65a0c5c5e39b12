import { answer, endpoint } from "@/app/boundary";
import * as threads from "@/db/threads";
import { threadPatch } from "@/lib/schemas/annotation";
import { one } from "../../../params";

export const PATCH = endpoint({ params: one, body: threadPatch }, async ({ viewer, params, body }) =>
  answer(200, await threads.settle(viewer, params.id, body)),
);
