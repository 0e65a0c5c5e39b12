"use client";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { Compose } from "@/components/import/compose";
import { request, type Taken } from "@/components/import/source";
import type { Act } from "@/components/ui/act";
import { prepare } from "./ask";
import { Fetch } from "./fetch";
import { Overtaken } from "./overtaken";
import { useDraft } from "./use-version-draft";
import { useWork } from "./use-work";
import { Write } from "./write";

export type Way = "edit" | "paste" | "fetch";
export type Edited = {
  id: string;
  title: string;
  dir: "ltr" | "rtl";
  language: string | null;
  sourceUrl: string | null;
  base: { id: string; number: number };
};

const PASTE = {
  label: "The corrected text",
  says: "Nothing changes for readers until you publish.",
  empty:
    "Paste the corrected text here, with its formatting or without, or drop a .txt, .md or .html file anywhere on this page.",
};

/**
 * The three ways to a new version, each of which ends in a preview. What is typed stays in this browser until it is
 * published, so nothing here asks before the page is left.
 */
export function Editor({
  me,
  article,
  markdown,
  way: first,
  fallback,
}: {
  me: string;
  article: Edited;
  /** The current text for editing; null when it is too long for a text field. */
  markdown: string | null;
  way: Way;
  /** The same preview for a browser without scripts. */
  fallback: Act;
}) {
  const router = useRouter();
  const [way, setWay] = useState(first);
  const [taken, setTaken] = useState<Taken | null>(null);
  const { progress, failed, setFailed, run, cancel } = useWork();
  const kept = useDraft(me, article, markdown ?? "");
  const last = useRef<Record<string, unknown>>({});
  const hold = useRef(kept.hold);
  useEffect(() => {
    hold.current = kept.hold;
  });

  const look = useCallback(
    async (source: Record<string, unknown>, baseVersionId = article.base.id) => {
      last.current = source;
      hold.current();
      const body = { ...source, baseVersionId };
      const made = await run("Sending the text", (signal, tell) =>
        prepare({ me, articleId: article.id, body, signal, tell }),
      );
      if (made) router.push(`/articles/${article.id}/edit/${made.importId}`);
    },
    [article, me, router, run],
  );
  const turn = (next: Way) => {
    cancel();
    setFailed(null);
    setWay(next);
    history.replaceState(null, "", next === "edit" ? location.pathname : `?way=${next}`);
  };
  const overtaken = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failed?.current) overtaken.current?.scrollIntoView({ block: "center" });
  }, [failed]);
  const refused = failed?.current ? null : failed;
  const here = `/articles/${article.id}/edit`;

  return (
    <div className="grid gap-6">
      <nav
        aria-label="Ways to a new version"
        className="flex flex-wrap gap-0.5 self-start justify-self-start rounded-[9px] bg-well p-[3px] text-sm"
      >
        {WAYS.filter((one) => one.way !== "fetch" || article.sourceUrl).map((one) => (
          <a
            key={one.way}
            href={one.way === "edit" ? "?" : `?way=${one.way}`}
            data-in-page
            aria-current={way === one.way || undefined}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              turn(one.way);
            }}
            className="rounded-[7px] px-3 py-1 font-medium text-ink-2 aria-[current]:bg-sheet aria-[current]:text-ink aria-[current]:shadow-[0_1px_2px_rgb(0_0_0/.08)]"
          >
            {one.name}
          </a>
        ))}
      </nav>
      {failed?.current && (
        <div ref={overtaken}>
          <Overtaken
            articleId={article.id}
            base={article.base.number}
            current={failed.current}
            onCompare={() => void look(last.current, failed.current?.id)}
          />
        </div>
      )}
      {way === "edit" && (
        <Write
          article={article}
          markdown={markdown}
          kept={kept}
          progress={progress}
          failed={refused}
          onLook={look}
          onRefuse={(message) => setFailed({ ok: false, status: 0, message })}
          onCancel={cancel}
          fallback={fallback}
        />
      )}
      {way === "paste" && (
        <Compose
          web={false}
          words={{ ...PASTE, here }}
          draft={{ ...kept.draft.pasted, url: "" }}
          taken={taken}
          failed={refused}
          busy={progress?.words ?? null}
          share={progress?.share}
          onDraft={({ text, as }) =>
            kept.change({ pasted: { text: text ?? kept.draft.pasted.text, as: as ?? kept.draft.pasted.as } })
          }
          onTake={(source) => {
            setTaken(source);
            setFailed(null);
            // An encoding that was guessed is looked at here first: the preview has no choice of it.
            if (source && !source.encoded?.guessed) void look(request(source));
          }}
          onReread={setTaken}
          onRefuse={(message) => setFailed({ ok: false, status: 0, message })}
          onLook={(source) => void look(request(source))}
          onCancel={cancel}
        />
      )}
      {way === "fetch" && article.sourceUrl && (
        <Fetch
          article={{ ...article, sourceUrl: article.sourceUrl }}
          progress={progress}
          failed={refused}
          onLook={look}
          onCancel={cancel}
          fallback={fallback}
        />
      )}
    </div>
  );
}

const WAYS: readonly { way: Way; name: string }[] = [
  { way: "edit", name: "Edit here" },
  { way: "paste", name: "Paste or upload" },
  { way: "fetch", name: "Fetch again" },
];
