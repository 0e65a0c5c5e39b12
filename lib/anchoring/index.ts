/**
 * The face of anchoring: where a reader's passage lies in a text, and how a text is cut to paint all passages at once.
 * Pure functions over strings and offsets; the same code runs in the browser and on the server.
 */
export { type Anchored, anchorAll, anchorAtHint } from "./anchor";
export { type Edit, edits } from "./edits";
export * from "./passages";
export { remapAll } from "./remap";
