/**
 * What an open page needs of anchoring at the first look: to draw passages, to name one, and to know it again. Finding a
 * quote in a text, and carrying marks over to another version of it, is several times as much script, and comes by the
 * module's whole face.
 */
export { sameWords } from "./fold";
export { type Segment, segment } from "./segment";
export { describe, type Selector } from "./selector";
export type { Span } from "./span";
export { CERTAIN, LEAST, type Standing, standing } from "./standing";
export { sentences, wholeWords, widen } from "./words";
