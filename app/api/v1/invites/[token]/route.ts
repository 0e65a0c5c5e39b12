import { z } from "zod";
import { answer, endpoint } from "@/app/boundary";
import * as invites from "@/db/invites";
import { notFound } from "@/lib/problem";
import { storable } from "@/lib/schemas/wire";

const params = z.object({ token: z.string().min(1).max(100).refine(storable) });

/** What the link opens; looking uses nothing up. */
export const GET = endpoint(
  { account: "optional", params },
  async ({ viewer, params }) => (await invites.invitation(viewer, params.token)) ?? notFound(),
);

/** Comes in, or, where a lead decides, asks to. */
export const POST = endpoint({ params }, async ({ viewer, params }) => {
  const joined = await invites.join(viewer, params.token);
  return "asked" in joined ? answer(202, { status: "asked" }) : answer(200, joined);
});
