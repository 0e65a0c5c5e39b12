import type { Span } from "../../../lib/anchoring";

/** What finds a quote on a page. */
export const METHODS = ["ours", "hypothesis", "dom-anchor-text-quote", "apache-annotator", "recogito"] as const;
export type Method = (typeof METHODS)[number];
export type Answer = { places: (Span | null)[]; took: number };
