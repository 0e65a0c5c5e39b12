"use client";
import { useActionState } from "react";
import { Refused, Working } from "@/components/import/working";
import type { Act } from "@/components/ui/act";
import { Button } from "@/components/ui/button";
import type { Progress, Refusal } from "./ask";
import type { Edited } from "./editor";

/** Looks at the article's address again. */
export function Fetch({
  article,
  progress,
  failed,
  onLook,
  onCancel,
  fallback,
}: {
  article: Edited & { sourceUrl: string };
  progress: Progress | null;
  failed: Refusal | null;
  onLook: (source: { url: string }) => void;
  onCancel: () => void;
  fallback: Act;
}) {
  const [posted, post] = useActionState(fallback, { status: "idle" as const });
  return (
    <form
      action={post}
      onSubmit={(event) => {
        event.preventDefault();
        if (!progress) onLook({ url: article.sourceUrl });
      }}
      className="grid justify-items-start gap-5"
    >
      <input type="hidden" name="articleId" value={article.id} />
      <input type="hidden" name="baseVersionId" value={article.base.id} />
      <input type="hidden" name="url" value={article.sourceUrl} />
      <div className="grid w-full gap-5">
        {progress ? (
          <Working words={progress.words} share={progress.share} onCancel={onCancel} />
        ) : (
          <Refused
            failed={failed ?? (posted.status === "failed" ? { status: 0, message: posted.message ?? "" } : null)}
            here={`/articles/${article.id}/edit?way=fetch`}
          />
        )}
      </div>
      <p className="max-w-prose text-ink-2">
        The page is fetched from where it came, as it is there now, with its pictures. You see what has changed before
        anything is published.
      </p>
      <p className="max-w-full break-all rounded-lg bg-well px-3.5 py-2.5 text-sm">{article.sourceUrl}</p>
      <Button type="submit" look="primary" busy={progress !== null}>
        Fetch and preview
      </Button>
    </form>
  );
}
