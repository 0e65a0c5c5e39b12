import { endpoint, inLines } from "@/app/boundary";
import * as publishing from "@/db/publishing";
import * as versions from "@/db/versions";
import { IMPORT_BYTES } from "@/lib/schemas/article";
import { newVersion } from "@/lib/schemas/version";
import { one } from "../../../params";

export const GET = endpoint({ account: "optional", params: one }, async ({ viewer, params }) => ({
  items: await versions.list(viewer, params.id),
  next: null,
}));

/** A new version of an article, or with `preview` what it would be. */
export const POST = endpoint({ params: one, body: newVersion, limit: IMPORT_BYTES }, (call) =>
  inLines(call.request, async (tell) => {
    const { viewer, params, body, request } = call;
    const run = body.preview ? publishing.preview : publishing.publish;
    const done = await run(viewer, params.id, body, { signal: request.signal, tell });
    return { status: body.preview ? 200 : 201, body: done };
  }),
);
