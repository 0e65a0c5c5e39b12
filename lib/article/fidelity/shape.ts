import type { Source } from "../import";

/** Something that a reader brings, and what it is to be. */
export type Shape = {
  name: string;
  given: Source | { file: string; bytes: Uint8Array };
  /** The whole canonical text. NUL stands for a formula, whatever its words. */
  text: string;
  /** What is not named is not looked at. */
  title?: string;
  byline?: string | null;
  formulas?: number;
};
