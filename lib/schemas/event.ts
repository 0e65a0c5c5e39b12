import { z } from "zod";
import { id } from "./wire";

/** What a live stream says of one thing that happened: ids alone, to be asked for. */
export const liveEvent = z.object({
  event: z.enum(["annotation", "reply", "version", "reading"]),
  data: z.object({
    article: id,
    id,
    change: z.enum(["created", "changed", "deleted"]),
    /** Of a reply, what it answers. */
    annotation: id.optional(),
  }),
});
export type LiveEvent = z.infer<typeof liveEvent>;

/** The articles to hear of, and from where on when the browser has no `Last-Event-ID` yet. */
export const MOST_ARTICLES = 20;
