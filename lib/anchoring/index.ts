/**
 * The face of anchoring: where a reader's passage lies in a text, and how a text is cut to paint all passages at once.
 * Pure functions over strings and offsets; the same code runs in the browser and on the server.
 */
export { type Anchored, anchorAll } from "./anchor";
export { type Edit, edits } from "./edits";
export { sameWords } from "./fold";
export { remapAll } from "./remap";
export { type Segment, segment } from "./segment";
export { describe, type Selector } from "./selector";
export type { Span } from "./span";
export { CERTAIN, LEAST, type Standing, standing } from "./standing";
export { sentences, widen } from "./words";
