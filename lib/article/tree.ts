import type { Root } from "hast";

/** An article's body: a hast tree of allow-listed elements only, as `lib/article` makes it. */
export type ArticleTree = Root;
