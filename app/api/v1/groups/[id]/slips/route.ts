import { endpoint } from "@/app/boundary";
import * as made from "@/db/made-accounts";
import { newSlips } from "@/lib/schemas/roster";
import { page } from "@/lib/schemas/wire";
import { one } from "../../../params";

export const GET = endpoint({ params: one, query: page }, ({ viewer, params, query }) =>
  made.list(viewer, params.id, query),
);

export const POST = endpoint({ params: one, body: newSlips }, async ({ viewer, params, body }) => ({
  items: await made.handOut(viewer, params.id, body),
  next: null,
}));
