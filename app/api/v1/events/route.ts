import { secret, session } from "@/app/auth";
import { endpoint } from "@/app/boundary";
import * as live from "@/db/live";
import { outlet } from "@/lib/outlet";
import { notFound, Problem } from "@/lib/problem";
import { MOST_ARTICLES } from "@/lib/schemas/event";
import { id } from "@/lib/schemas/wire";

/** Bytes that may wait for a reader who does not read. Then their stream ends; it goes on from there when they do. */
const MOST_WAITING = 64 * 1024;
/** After a restart three hundred readers should not come back in the same moment. In milliseconds. */
const COME_BACK = { after: 500, within: 2500 };

/** What happens on the articles that are asked for, as server-sent events, until the right to read one of them ends. */
export const GET = endpoint({ account: "optional" }, async ({ viewer, request }) => {
  const asked = new URL(request.url).searchParams;
  const named = [...new Set(asked.getAll("article"))].map((one) => id.safeParse(one).data ?? notFound());
  if (named.length === 0 || named.length > MOST_ARTICLES)
    throw new Problem(400, "Which articles?", `Name one to ${MOST_ARTICLES} articles, each as ?article=<id>.`);
  const begin = asked
    .getAll("since")
    .filter(Boolean)
    .slice(0, 2 * MOST_ARTICLES);
  const since = { last: request.headers.get("last-event-id") || null, begin };
  const sessionId = viewer ? ((await session())?.sessionId ?? null) : null;
  const stopping = globalThis.glossStopping;

  // Asked for before the answer begins: what may not be read answers 404 rather than an empty stream.
  const retry = Math.round(COME_BACK.after + Math.random() * COME_BACK.within);
  let stop = () => {};
  const out = outlet(MOST_WAITING, () => {
    stop();
    stopping?.removeEventListener("abort", out.close);
  });
  out.push(`retry: ${retry}\n\n`);
  const ends = await live.listen(viewer, {
    ...{ sessionId, articleIds: named, since, secret: secret() },
    // As `origin` in app/auth.ts tells it, which knows nothing of what is answered directly.
    address: request.headers.get("x-gloss-address") ?? "unknown",
    tell: (told) => out.push(told.map(lines).join("") || ":\n\n"),
    end: out.close,
  });
  if (out.isOpen()) stop = ends;
  else ends();
  stopping?.addEventListener("abort", out.close);
  request.signal.addEventListener("abort", out.close);
  if (stopping?.aborted || request.signal.aborted) out.close();
  return new Response(out.stream, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      // Not to be compressed either: a compressor waits for more.
      "Cache-Control": "private, no-store, no-transform",
      Vary: "Accept, Cookie, Authorization",
      // A proxy that gathers answers would hold back what happens.
      "X-Accel-Buffering": "no",
    },
  });
});

const lines = ({ id, event, data }: live.Told) => `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
