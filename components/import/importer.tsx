"use client";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { useToast } from "@/components/ui/toast";
import type { Preview } from "@/lib/schemas/article";
import { type Answer, bring, save, understand } from "./ask";
import { Compose } from "./compose";
import { type Draft, EMPTY, forget, keep, recall } from "./draft";
import { hasLines } from "./line-ends";
import { Understood } from "./preview";
import { readAs, request, type Source, type Taken } from "./source";

export type Failed = Extract<Answer<never>, { ok: false }>;

/**
 * Bringing an article in, on one page: what the reader gives, what was understood of it, saving. Nothing that was typed
 * goes before the article is saved; long work can be cancelled at any time.
 */
export function Importer({ me, group }: { me: string; group: { id: string; name: string } | null }) {
  const router = useRouter();
  const toast = useToast();
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [taken, setTaken] = useState<Taken | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  /** What is under way, in words; null when nothing is. */
  const [busy, setBusy] = useState<string | null>(null);
  const work = useRef<AbortController | null>(null);
  /** What was looked at last, which part of it, and how its line ends were read. */
  const [given, setGiven] = useState<{ source: Source; part?: string; lines?: string } | null>(null);
  const unkept = useRef(false);

  // The draft lives in the browser, so it can only be read once the page runs there.
  useEffect(() => {
    const former = recall(me);
    if (former) setDraft(former);
  }, [me]);
  useEffect(() => {
    if (draft === EMPTY) return;
    const timer = setTimeout(() => {
      unkept.current = !keep(me, draft);
    }, 400);
    return () => clearTimeout(timer);
  }, [me, draft]);
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      if (unkept.current || taken) event.preventDefault();
    };
    window.addEventListener("beforeunload", leave);
    return () => window.removeEventListener("beforeunload", leave);
  }, [taken]);
  useEffect(() => () => work.current?.abort(), []);

  const run = useCallback(async <T,>(words: string, ask: (signal: AbortSignal) => Promise<Answer<T> | null>) => {
    work.current?.abort();
    const own = new AbortController();
    work.current = own;
    setBusy(words);
    setFailed(null);
    const answer = await ask(own.signal);
    if (work.current !== own) return null;
    setBusy(null);
    if (answer && !answer.ok) setFailed(answer);
    return answer?.ok ? answer.value : null;
  }, []);

  const look = useCallback(
    async (source: Source, part?: string, lines?: string) => {
      const words = source.way === "address" ? "Fetching the page and its pictures" : "Reading the text";
      setGiven({ source, part, lines });
      const understood = await run(words, (signal) => understand(request(source, part, lines), signal));
      if (!understood) return;
      setPreview((former) => {
        // Looked at in another way, its reader stays where they are.
        if (!former) window.scrollTo(0, 0);
        return understood;
      });
    },
    [run],
  );

  const store = async (corrections: Record<string, string>) => {
    if (!preview) return;
    const saved = await run("Saving", (signal) => save({ importId: preview.importId, ...corrections }, signal));
    if (!saved) return;
    const brought = group && (await run(`Bringing it to ${group.name}`, (signal) => bring(group.id, saved.id, signal)));
    if (group && brought === null)
      toast({ text: `Saved, but not brought to ${group.name}. Its page offers it again.` });
    setTaken(null);
    unkept.current = false;
    forget(me);
    router.push(`/articles/${saved.id}`);
  };

  const cancel = () => {
    work.current?.abort();
    work.current = null;
    setBusy(null);
  };

  const reread = async (encoding: string) => {
    if (!taken) return;
    const next = await readAs(taken, encoding);
    setTaken(next);
    void look(next, given?.part, given?.lines);
  };

  if (preview)
    return (
      <Understood
        preview={preview}
        encoded={taken?.encoded ?? null}
        part={given?.part ?? "article"}
        lines={given && hasLines(given.source) ? (given.lines ?? "auto") : null}
        corrections={draft.corrections}
        group={group}
        failed={failed}
        busy={busy}
        onCorrect={(corrections) => setDraft((was) => ({ ...was, corrections }))}
        onEncoding={reread}
        onLines={(lines) => given && void look(given.source, given.part, lines)}
        onPart={(part) => given && void look(given.source, part)}
        onSave={store}
        onCancel={cancel}
        onBack={() => {
          cancel();
          setFailed(null);
          setPreview(null);
        }}
      />
    );
  return (
    <Compose
      draft={draft}
      taken={taken}
      failed={failed}
      busy={busy}
      // Corrections belong to what they corrected: another text begins without them.
      onDraft={(next) => {
        setDraft((was) => ({ ...was, ...next, corrections: {} }));
        // What was refused is not what stands in the field any more.
        if (next.url !== undefined) setFailed((was) => (was?.errors?.url ? null : was));
      }}
      onTake={(source) => {
        setTaken(source);
        setFailed(null);
        setDraft((was) => ({ ...was, corrections: {} }));
        if (source) void look(source);
      }}
      onReread={setTaken}
      onWhole={failed?.reason === "no-article" && given ? () => void look(given.source, "page") : undefined}
      onRefuse={(message) => setFailed({ ok: false, status: 0, message })}
      onLook={look}
      onCancel={cancel}
    />
  );
}
