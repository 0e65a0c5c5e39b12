import { createHearing, type Happened } from "./hearing";
import { createStream, type Said } from "./stream";

export type { Happened } from "./hearing";

/** What the tabs of one browser say to each other. */
type Word =
  /** This tab has this article open, and knows what happened up to this place. */
  | { word: "here"; tab: string; article: string; since: string }
  | { word: "gone"; tab: string }
  /** Who holds the stream now asks who is there. */
  | { word: "who" }
  | { word: "said"; said: Said; articles: readonly string[] }
  | { word: "again"; article: string };

/**
 * Hears of what others do on an article. Of all tabs of this browser one holds a stream for whatever articles they have
 * open, and the others hear through it: a browser has six connections to a server, and each tab that held one would leave
 * the others less. When that tab goes, or crashes, another takes over from the last event that was heard.
 * @param since where the page's own annotations were read
 * @param seen told at once that somebody came or went; @param noticed that this reader was told of something
 * @returns how to stop
 */
export function listen(
  { articleId, viewerId, since }: { articleId: string; viewerId: string | undefined; since: string },
  happened: (what: Happened) => Promise<void>,
  seen: () => void,
  noticed: () => void,
): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const name = `gloss:live:${viewerId ?? "nobody"}`;
  const tab = crypto.randomUUID();
  const hearing = createHearing(happened);
  let last = since;

  function hear({ said, articles }: { said: Said; articles: readonly string[] }) {
    if (articles.includes(articleId)) last = said.id;
    if (said.event === "notice") return noticed();
    if (said.data.article !== articleId) return;
    if (said.event === "presence") seen();
    else hearing.hear(said);
  }
  const again = (article: string) => article === articleId && hearing.hear({ event: "reload", data: { article } });

  if (typeof BroadcastChannel === "undefined" || !navigator.locks) {
    const stream = createStream({ said: (said, articles) => hear({ said, articles }), again });
    stream.add(articleId, since);
    return () => {
      hearing.stop();
      stream.stop();
    };
  }

  const channel = new BroadcastChannel(name);
  const say = (word: Word) => channel.postMessage(word);
  const here = () => say({ word: "here", tab, article: articleId, since: last });
  let lead = (_: Word) => {};
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data.word === "said") hear(data);
    else if (data.word === "again") again(data.article);
    else if (data.word === "who") here();
    else lead(data);
  };
  const ended = new Promise<void>((done) => signal.addEventListener("abort", () => done()));
  const granted = (lock: string, then: () => void | Promise<void>) =>
    navigator.locks.request(lock, { signal }, then).catch(() => {
      // Given up while it waited: the page goes.
    });
  // Held as long as this tab lives, however it ends: who holds the stream waits for it.
  void granted(`${name}:${tab}`, () => {
    here();
    return ended;
  });

  // Whoever is granted this lock holds the stream, until it goes.
  void granted(name, () => {
    const tabs = new Map<string, string>();
    const stream = createStream({
      said: (said, articles) => {
        hear({ said, articles });
        say({ word: "said", said, articles });
      },
      again: (article) => {
        again(article);
        say({ word: "again", article });
      },
    });
    const leave = (one: string) => {
      const article = tabs.get(one);
      tabs.delete(one);
      if (article && ![...tabs.values()].includes(article)) stream.remove(article);
    };
    lead = (word) => {
      if (word.word === "gone") leave(word.tab);
      if (word.word !== "here" || tabs.has(word.tab)) return;
      tabs.set(word.tab, word.article);
      stream.add(word.article, word.since);
      void granted(`${name}:${word.tab}`, () => leave(word.tab));
    };
    tabs.set(tab, articleId);
    stream.add(articleId, last);
    say({ word: "who" });
    return ended.then(() => stream.stop());
  });

  return () => {
    say({ word: "gone", tab });
    ending.abort();
    hearing.stop();
    channel.close();
  };
}
