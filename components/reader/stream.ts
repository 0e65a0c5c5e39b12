/** What a stream tells, with the place that it tells it from; see `lib/schemas/event.ts`. The answer is our own server's. */
export type Said = { event: string; id: string; data: { article: string; id?: string; annotation?: string } };

const EVENTS = ["annotation", "reply", "version", "reading", "presence", "notice", "reload"];
/** Milliseconds until a stream that was refused is tried again, at least; as much again at most, lest all come at once. */
const AGAIN_MS = 3_000;
/** As many articles as one stream tells of: those that were opened last. */
const MOST_ARTICLES = 20;

type Around = {
  said: (said: Said, articles: readonly string[]) => void;
  /** What happened on this article meanwhile cannot be told, or it may not be read any more: all is to be asked for again. */
  again: (article: string) => void;
};

/**
 * One stream for all articles that the tabs of this browser have open, opened anew when these change. Of each the place is
 * known up to which everything was heard, so that nothing is missed in between.
 */
export function createStream({ said, again }: Around) {
  /** The place to go on from, by article, in the order in which they were opened. */
  const places = new Map<string, ReadonlySet<string>>();
  let source: EventSource | null = null;
  let retrying: ReturnType<typeof setTimeout> | undefined;
  let soon = false;
  let stopped = false;

  function open() {
    soon = false;
    source?.close();
    source = null;
    clearTimeout(retrying);
    const articles = [...places.keys()].slice(-MOST_ARTICLES);
    if (stopped || articles.length === 0) return;
    const query = new URLSearchParams();
    for (const article of articles) query.append("article", article);
    for (const place of new Set(articles.flatMap((article) => [...(places.get(article) ?? [])])))
      query.append("since", place);
    const stream = new EventSource(`/api/v1/events?${query}`);
    source = stream;
    for (const event of EVENTS)
      stream.addEventListener(event, ({ data, lastEventId: id }: MessageEvent<string>) => {
        for (const article of articles) if (places.has(article)) places.set(article, new Set([id]));
        said({ event, id, data: JSON.parse(data) }, articles);
      });
    stream.addEventListener("error", () => {
      // The browser tries again by itself after a lost connection; not after an answer that is no stream.
      if (stream.readyState === EventSource.CLOSED && stream === source) void refused(articles);
    });
  }

  /** One article that may not be read any more must not silence the others. */
  async function refused(articles: readonly string[]) {
    const answers = await Promise.all(
      articles.map(async (article) => {
        const answer = await fetch(`/api/v1/articles/${article}/annotations?ids=`).catch(() => null);
        return { article, gone: answer?.status === 404 };
      }),
    );
    const gone = answers.filter((one) => one.gone);
    for (const { article } of gone) {
      places.delete(article);
      again(article);
    }
    if (gone.length > 0) change();
    else retrying = setTimeout(open, AGAIN_MS * (1 + Math.random()));
  }

  // In a tab that is not seen a timer may wait for a minute.
  function change() {
    if (document.visibilityState === "hidden") return open();
    if (!soon) setTimeout(open, 40);
    soon = true;
  }

  return {
    /** Tells of this article as well, or of what one more tab with it may have missed: from this place on. */
    add(article: string, since: string) {
      places.set(article, new Set([...(places.get(article) ?? []), since]));
      change();
    },
    remove(article: string) {
      if (places.delete(article)) change();
    },
    stop() {
      stopped = true;
      clearTimeout(retrying);
      source?.close();
    },
  };
}
