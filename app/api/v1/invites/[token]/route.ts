import { z } from "zod";
import { endpoint } from "@/app/boundary";
import * as groups from "@/db/groups";
import { notFound } from "@/lib/problem";
import { storable } from "@/lib/schemas/wire";

const params = z.object({ token: z.string().min(1).max(100).refine(storable) });

/** What the link opens; looking uses nothing up. */
export const GET = endpoint(
  { account: "optional", params },
  async ({ viewer, params }) => (await groups.invitation(viewer, params.token)) ?? notFound(),
);

export const POST = endpoint({ params }, ({ viewer, params }) => groups.join(viewer, params.token));
