import { endpoint } from "@/app/boundary";
import * as vocabulary from "@/db/vocabulary";
import { newVocabulary } from "@/lib/schemas/group";
import { one } from "../../../params";

export const GET = endpoint({ account: "optional", params: one }, async ({ viewer, params }) => ({
  items: await vocabulary.of(viewer, params.id),
  next: null,
}));

/** All of it at once, in its order. */
export const PUT = endpoint({ params: one, body: newVocabulary }, async ({ viewer, params, body }) => ({
  items: await vocabulary.set(viewer, params.id, body.items),
  next: null,
}));
