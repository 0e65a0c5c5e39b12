const SAID = "gloss:notices";

/** Says that notices were read, or came, so that what counts them asks again. */
export const sayNoticed = (): void => void window.dispatchEvent(new Event(SAID));

/** @returns how to hear of it no more */
export function heardOf(ask: () => void): () => void {
  window.addEventListener(SAID, ask);
  return () => window.removeEventListener(SAID, ask);
}
