"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { createWriter, keep, watch } from "@/components/reader/drafts";
import { draftKey, recall, type VersionDraft } from "./draft";

const NOTHING = { text: "", as: "text" } as const;

/**
 * What is unfinished of an article's next version. `draft` is what this tab shows; `version` goes up when it was put there
 * from outside, so that a field that holds its own text takes it over. `elsewhere` is what another tab has kept since.
 */
export function useDraft(
  me: string,
  article: { id: string; title: string; base: { id: string; number: number } },
  markdown: string,
) {
  const { id, title, base } = article;
  const fresh = useMemo<VersionDraft>(
    () => ({ body: markdown, title, base: { id: base.id, number: base.number }, pasted: NOTHING }),
    [markdown, title, base.id, base.number],
  );
  const [draft, setDraft] = useState(fresh);
  const [version, setVersion] = useState(0);
  const [full, setFull] = useState(false);
  const [elsewhere, setElsewhere] = useState<VersionDraft | null>(null);
  const present = useRef(fresh);
  const writer = useMemo(() => createWriter(me, draftKey(id), setFull), [me, id]);
  const untouched = useCallback((of: VersionDraft) => same(of, { ...fresh, base: of.base }), [fresh]);
  const put = useCallback((next: VersionDraft) => {
    present.current = next;
    setDraft(next);
    setVersion((was) => was + 1);
    setElsewhere(null);
  }, []);

  // The draft lives in the browser, so it can only be read once the page runs there.
  useEffect(() => {
    const former = recall(me, id);
    if (former && !untouched(former)) put(former);
  }, [me, id, put, untouched]);
  useEffect(
    () =>
      watch(() => {
        const now = recall(me, id);
        if (!now || same(now, present.current)) return setElsewhere(null);
        if (untouched(present.current)) put(now);
        else setElsewhere(now);
      }),
    [me, id, put, untouched],
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
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => full && event.preventDefault();
    window.addEventListener("beforeunload", leave);
    return () => window.removeEventListener("beforeunload", leave);
  }, [full]);

  /** Keeps what was typed. The parts that a field holds itself cause no rendering. */
  const change = (part: Partial<VersionDraft>) => {
    const next = { ...present.current, ...part };
    present.current = next;
    if (part.pasted || untouched(next) !== untouched(draft)) setDraft(next);
    if (untouched(next)) writer.forget();
    else writer.write(next);
  };
  return {
    draft,
    version,
    full,
    elsewhere,
    touched: !untouched(draft),
    change,
    /** What is there at this moment, also what caused no rendering. */
    now: () => present.current,
    /** Begins again from the current version. @returns how to take that back */
    restart: () => {
      const former = present.current;
      writer.forget();
      put(fresh);
      return () => {
        put(former);
        keep(me, draftKey(id), former);
      };
    },
    /** Takes over what another tab has. */
    adopt: () => elsewhere && put(elsewhere),
    /** Keeps what this tab shows now, whatever another tab has kept since. */
    hold: () => {
      writer.flush();
      if (!untouched(present.current)) setFull(!keep(me, draftKey(id), present.current));
    },
  };
}
export type KeptDraft = ReturnType<typeof useDraft>;

const same = (one: VersionDraft, other: VersionDraft) =>
  one.body === other.body &&
  one.title === other.title &&
  one.base.id === other.base.id &&
  one.pasted.text === other.pasted.text;
