import { endpoint } from "@/app/boundary";
import * as made from "@/db/made-accounts";
import { languagesIn } from "@/lib/names";
import { newSlips } from "@/lib/schemas/roster";
import { page } from "@/lib/schemas/wire";
import { one } from "../../../params";

export const GET = endpoint({ params: one, query: page }, ({ viewer, params, query, request }) =>
  made.list(viewer, params.id, { ...query, languages: languagesIn(request.headers.get("accept-language")) }),
);

export const POST = endpoint({ params: one, body: newSlips }, async ({ viewer, params, body, request }) => ({
  items: await made.handOut(viewer, params.id, body, languagesIn(request.headers.get("accept-language"))),
  next: null,
}));
