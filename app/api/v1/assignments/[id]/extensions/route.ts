import { answer, endpoint } from "@/app/boundary";
import * as extensions from "@/db/extensions";
import { newExtension } from "@/lib/schemas/extension";
import { one } from "../../../params";

export const GET = endpoint({ params: one }, async ({ viewer, params }) => ({
  items: await extensions.list(viewer, params.id),
  next: null,
}));

/** In place of what the same student or section had. */
export const POST = endpoint({ params: one, body: newExtension }, async ({ viewer, params, body }) =>
  answer(201, await extensions.set(viewer, params.id, body)),
);
