/** What the stream of an article tells a page; see `lib/schemas/event.ts`. The answer is our own server's. */
type Said = { event: string; id: string; data: { article: string; id?: string; annotation?: string } };

const EVENTS = ["annotation", "reply", "version", "reading", "reload"];
/** Milliseconds in which what arrives is gathered, to be asked for at once. */
const GATHER_MS = 100;
/** Milliseconds until a stream that was refused is tried again. */
const AGAIN_MS = 15_000;

/** What happened: notes to ask for, threads to ask for, and whether all has to be asked for again. */
export type Happened = { annotations: ReadonlySet<string>; threads: ReadonlySet<string>; all: boolean };

/**
 * Hears of what others write on an article. Of all tabs of this browser that have it open one holds the stream, and the
 * others hear through it; when that tab goes, another takes over from the last event that it heard.
 * @param since where the page's own annotations were read
 * @returns how to stop
 */
export function listen(
  { articleId, viewerId, since }: { articleId: string; viewerId: string | undefined; since: string },
  happened: (what: Happened) => void,
): () => void {
  const ending = new AbortController();
  const name = `gloss:live:${viewerId ?? "nobody"}:${articleId}`;
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);
  let last = since;
  let source: EventSource | null = null;
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let annotations = new Set<string>();
  let threads = new Set<string>();
  let all = false;

  function take({ event, id, data }: Said) {
    last = id;
    if (event === "annotation" && data.id) annotations.add(data.id);
    else if (event === "reply" && data.annotation) {
      annotations.add(data.annotation);
      threads.add(data.annotation);
    } else all = true;
    gathering ??= setTimeout(() => {
      gathering = undefined;
      const what = { annotations, threads, all };
      annotations = new Set();
      threads = new Set();
      all = false;
      happened(what);
    }, GATHER_MS);
  }
  if (channel) channel.onmessage = ({ data }) => take(data);

  /** Holds the stream until this page goes. */
  function hold(): Promise<void> {
    return new Promise((done) => {
      let again: ReturnType<typeof setTimeout> | undefined;
      const open = () => {
        const query = new URLSearchParams({ article: articleId, since: last });
        const stream = new EventSource(`/api/v1/events?${query}`);
        source = stream;
        for (const event of EVENTS)
          stream.addEventListener(event, ({ data, lastEventId }: MessageEvent<string>) => {
            const said = { event, id: lastEventId, data: JSON.parse(data) };
            take(said);
            channel?.postMessage(said);
          });
        stream.addEventListener("error", () => {
          // The browser tries again by itself after a lost connection; not after an answer that is no stream.
          if (stream.readyState !== EventSource.CLOSED) return;
          all = true;
          again = setTimeout(open, AGAIN_MS);
        });
      };
      open();
      ending.signal.addEventListener("abort", () => {
        clearTimeout(again);
        source?.close();
        done();
      });
    });
  }
  if (navigator.locks)
    navigator.locks.request(name, { signal: ending.signal }, hold).catch(() => {
      // Given up while it waited: the page goes.
    });
  else void hold();

  return () => {
    ending.abort();
    clearTimeout(gathering);
    channel?.close();
  };
}
