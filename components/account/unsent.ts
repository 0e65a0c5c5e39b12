import { kept } from "@/components/reader/drafts";

/** Something this person wrote in this browser that the server has not confirmed. */
export type Unsent = {
  key: string;
  /** The annotation's id, for what the outbox can send. */
  id: string;
  sendable: boolean;
  passage: string;
  words: string;
};

const text = (value: unknown, ...path: string[]): string => {
  let at: unknown = value;
  for (const step of path)
    at = typeof at === "object" && at !== null ? Object.entries(at).find(([name]) => name === step)?.[1] : undefined;
  return typeof at === "string" ? at : "";
};

const ANNOTATION = "annotation:";

/** What is unsaved: marks and changes under way, and notes and replies that are still being typed. */
export function unsentOf(userId: string): Unsent[] {
  return Object.entries(kept(userId)).flatMap(([key, value]): Unsent[] => {
    if (key.startsWith(ANNOTATION))
      return [
        {
          key,
          id: key.slice(ANNOTATION.length),
          sendable: true,
          passage: text(value, "shown", "quote", "exact"),
          words: text(value, "patch", "body") || text(value, "put", "body") || text(value, "shown", "body"),
        },
      ];
    const words = typeof value === "string" ? value : text(value, "body");
    return key.startsWith("draft:") && words ? [{ key, id: key, sendable: false, passage: "", words }] : [];
  });
}
