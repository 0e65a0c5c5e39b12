import { answer, endpoint } from "@/app/boundary";
import * as threads from "@/db/threads";
import { said } from "../../../../params";

export const PUT = endpoint({ params: said }, async ({ viewer, params }) =>
  answer(200, await threads.react(viewer, params.id, params.what, true)),
);

export const DELETE = endpoint({ params: said }, async ({ viewer, params }) =>
  answer(200, await threads.react(viewer, params.id, params.what, false)),
);
