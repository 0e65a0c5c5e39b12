const SAID = "gloss:notices";
const COUNTED = "gloss:unread";
/** On this channel the tabs of one browser say to each other what happened to what is unread. */
const CHANNEL = "gloss:unread";

/** What was read in a tab: one thread, or more than one names. */
export type WasRead = { annotationId: string } | "more";
/** `told`: nothing was read, but something came. */
type Word = WasRead | "told";

function say(word: Word) {
  window.dispatchEvent(new Event(SAID));
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(word);
  channel.close();
}
function hear(then: (word: Word) => void): () => void {
  if (typeof BroadcastChannel === "undefined") return () => {};
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<Word>) => then(data);
  return () => channel.close();
}

/** Says, here and in the other tabs, that this reader was told of something: what counts it asks again. */
export const sayNoticed = (): void => say("told");

/** Says, here and in the other tabs, that something was read. */
export const sayRead = (what: WasRead = "more"): void => say(what);

/** Hears of what was read in other tabs. @returns how to hear of it no more */
export const heardRead = (then: (what: WasRead) => void): (() => void) => hear((word) => word !== "told" && then(word));

/** Hears that notices were read, or came, here or in another tab. @returns how to hear of it no more */
export function heardOf(ask: () => void): () => void {
  window.addEventListener(SAID, ask);
  const deaf = hear(ask);
  return () => {
    window.removeEventListener(SAID, ask);
    deaf();
  };
}

/** Says what is unread now, as a word that is another when something of it is. */
export const sayCounted = (unread: string): void =>
  void window.dispatchEvent(new CustomEvent(COUNTED, { detail: unread }));

/** @returns how to hear of it no more */
export function heardCounted(then: (unread: string) => void): () => void {
  const take = (event: Event) => then((event as CustomEvent<string>).detail);
  window.addEventListener(COUNTED, take);
  return () => window.removeEventListener(COUNTED, take);
}
