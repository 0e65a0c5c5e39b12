import { secret, session } from "@/app/auth";
import { endpoint } from "@/app/boundary";
import * as live from "@/db/live";
import { notFound, Problem } from "@/lib/problem";
import { MOST_ARTICLES } from "@/lib/schemas/event";
import { id } from "@/lib/schemas/wire";

const utf8 = new TextEncoder();
const QUIET = utf8.encode(":\n\n");

/** What happens on the articles that are asked for, as server-sent events, until the right to read one of them ends. */
export const GET = endpoint({ account: "optional" }, async ({ viewer, request }) => {
  const asked = new URL(request.url).searchParams;
  const named = [...new Set(asked.getAll("article"))].map((one) => id.safeParse(one).data ?? notFound());
  if (named.length === 0 || named.length > MOST_ARTICLES)
    throw new Problem(400, "Which articles?", `Name one to ${MOST_ARTICLES} articles, each as ?article=<id>.`);
  const since = request.headers.get("last-event-id") || asked.get("since") || null;
  const sessionId = viewer ? ((await session())?.sessionId ?? null) : null;
  const stopping = globalThis.glossStopping;

  let stop = () => {};
  let close = () => {};
  // Asked for before the answer begins: what may not be read answers 404 rather than an empty stream.
  const waiting: Uint8Array[] = [QUIET];
  let push = (bytes: Uint8Array) => void waiting.push(bytes);
  stop = await live.listen(viewer, {
    sessionId,
    articleIds: named,
    since,
    secret: secret(),
    tell: (told) =>
      push(told ? utf8.encode(`id: ${told.id}\nevent: ${told.event}\ndata: ${JSON.stringify(told.data)}\n\n`) : QUIET),
    end: () => close(),
  });
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      close = () => {
        stop();
        stopping?.removeEventListener("abort", close);
        try {
          controller.close();
        } catch {
          // The reader was gone first.
        }
      };
      push = (bytes) => {
        try {
          controller.enqueue(bytes);
        } catch {
          stop();
        }
      };
      for (const bytes of waiting) push(bytes);
      stopping?.addEventListener("abort", close);
      request.signal.addEventListener("abort", () => close());
      if (stopping?.aborted || request.signal.aborted) close();
    },
    cancel: () => close(),
  });
  return new Response(body, {
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
