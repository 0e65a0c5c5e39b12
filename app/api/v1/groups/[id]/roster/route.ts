import { after } from "next/server";
import { endpoint } from "@/app/boundary";
import { awaitedIn, links } from "@/app/groups/link";
import * as rosters from "@/db/rosters";
import { languagesIn } from "@/lib/names";
import { newRoster, ROSTER_BYTES } from "@/lib/schemas/roster";
import { page } from "@/lib/schemas/wire";
import { one } from "../../../params";

export const GET = endpoint({ params: one, query: page }, ({ viewer, params, query, request }) =>
  awaitedIn(viewer, params.id, { ...query, languages: languagesIn(request.headers.get("accept-language")) }),
);

/** A table is longer as JSON: each quotation mark and each end of a line are two signs there. */
export const POST = endpoint(
  { params: one, body: newRoster, limit: 2 * ROSTER_BYTES },
  async ({ viewer, params, body }) => {
    if (body.preview) return rosters.preview(viewer, params.id, body);
    const { taken, rest } = await rosters.take(viewer, params.id, body, links());
    after(rest);
    return taken;
  },
);
