"use client";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { createWriter, drop, look, watch } from "./drafts";
import { useReader } from "./store";

const never = () => {};

/** Under which key a draft of this reader on this article is kept; `null` for a reader who is not signed in. */
function useKey(what: string) {
  const userId = useReader((r) => r.viewer?.id ?? null);
  const articleId = useReader((r) => r.article.id);
  return { userId, key: `draft:${articleId}:${what}` };
}

/**
 * One piece of writing: `first` is what an earlier visit left of it, `write` keeps it as it is typed, `forget` ends it.
 * `full` says that the browser has no room, so that the writer saves soon. `fits` tells a value of ours from a torn one.
 */
export function useDraft<T>(what: string, fits: (value: unknown) => value is T) {
  const { userId, key } = useKey(what);
  const [first] = useState(() => {
    const value = userId === null ? undefined : look(userId, key);
    return fits(value) ? value : null;
  });
  const [full, setFull] = useState(false);
  const writer = useMemo(
    () => (userId === null ? { write: never, flush: never, forget: never } : createWriter(userId, key, setFull)),
    [userId, key],
  );
  useEffect(() => {
    const { flush } = writer;
    window.addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flush);
    return () => {
      window.removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", flush);
      flush();
    };
  }, [writer]);
  return { first, full, write: writer.write as (value: T) => void, forget: writer.forget };
}

/** Whether a kept value is the draft of this very reply, as it reached the server. */
export const isSent = (value: unknown, reply: { id: string; body: string | null }): boolean => {
  const { id, body } = Object(value);
  return id === reply.id && typeof body === "string" && body.trimEnd() === reply.body;
};

/**
 * Whether something unfinished waits under this name, here or from another tab, and how to throw it away. What is `saved`
 * already (a browser may end between the two) is forgotten.
 */
export function useUnfinished(what: string, saved: (value: unknown) => boolean): [boolean, () => void] {
  const { userId, key } = useKey(what);
  const state = useSyncExternalStore(
    watch,
    () => {
      const value = userId === null ? undefined : look(userId, key);
      if (value === undefined) return "none";
      return saved(value) ? "saved" : "unfinished";
    },
    // The server knows of none: what it shows first says nothing of what is kept here.
    () => "none",
  );
  useEffect(() => {
    if (userId !== null && state === "saved") drop(userId, key);
  }, [state, userId, key]);
  return [state === "unfinished", () => userId !== null && drop(userId, key)];
}
