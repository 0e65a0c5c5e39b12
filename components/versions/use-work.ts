"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Answer, Progress, Refusal } from "./ask";

/** One piece of long work at a time: how far it is, why it failed, and how to cancel it. Leaving the page cancels it. */
export function useWork() {
  const [progress, setProgress] = useState<Progress | null>(null);
  const [failed, setFailed] = useState<Refusal | null>(null);
  const running = useRef<AbortController | null>(null);
  const cancel = useCallback(() => {
    running.current?.abort();
    running.current = null;
    setProgress(null);
  }, []);
  useEffect(() => () => running.current?.abort(), []);
  const run = useCallback(
    async <T>(
      first: string,
      ask: (signal: AbortSignal, tell: (progress: Progress) => void) => Promise<Answer<T> | null>,
    ): Promise<T | null> => {
      running.current?.abort();
      const own = new AbortController();
      running.current = own;
      setFailed(null);
      setProgress({ words: first, share: 0 });
      const answer = await ask(own.signal, (now) => running.current === own && setProgress(now));
      if (running.current !== own) return null;
      if (answer && !answer.ok) setFailed(answer);
      // What went well stays under way until the next page is there.
      if (!answer?.ok) setProgress(null);
      return answer?.ok ? answer.value : null;
    },
    [],
  );
  return { progress, failed, setFailed, run, cancel };
}
