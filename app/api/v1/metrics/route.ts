import { guarded } from "@/app/boundary";
import { measure } from "@/db/figures";
import { setting } from "@/db/settings.mjs";
import { metrics } from "@/lib/metrics";
import { notFound, Problem } from "@/lib/problem";
import { same } from "@/lib/token";

/** How this process fares, for Prometheus and its like. Who asks is no person: they carry the token of the settings. */
export const GET = (request: Request) =>
  guarded(request, async () => {
    const token = setting("GLOSS_METRICS_TOKEN");
    if (!token) notFound();
    const given = /^Bearer (.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
    if (!same(given, token))
      throw new Problem(401, "Wrong token", "Send Authorization: Bearer and the token in GLOSS_METRICS_TOKEN.", {
        headers: { "WWW-Authenticate": 'Bearer realm="metrics"' },
      });
    await measure();
    const { registry } = metrics();
    return new Response(await registry.metrics(), {
      headers: { "Content-Type": registry.contentType, "Cache-Control": "private, no-store" },
    });
  });
