"use client";
import Link from "next/link";
import { type FormEvent, useActionState, useEffect, useId, useRef } from "react";
import { Refused, Working } from "@/components/import/working";
import type { Act } from "@/components/ui/act";
import { Button } from "@/components/ui/button";
import { inputClass } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { useToast } from "@/components/ui/toast";
import type { Progress, Refusal } from "./ask";
import type { Edited } from "./editor";
import type { KeptDraft } from "./use-version-draft";

/** A plain editor: the title, and the whole text as Markdown in one calm field. The fields hold their own text. */
export function Write({
  article,
  markdown,
  kept,
  progress,
  failed,
  onLook,
  onRefuse,
  onCancel,
  fallback,
}: {
  article: Edited;
  markdown: string | null;
  kept: KeptDraft;
  progress: Progress | null;
  failed: Refusal | null;
  onLook: (source: { markdown: string; title?: string }) => void;
  onRefuse: (message: string) => void;
  onCancel: () => void;
  fallback: Act;
}) {
  const id = useId();
  const toast = useToast();
  const text = useRef<HTMLTextAreaElement>(null);
  const title = useRef<HTMLInputElement>(null);
  const [posted, post] = useActionState(fallback, { status: "idle" as const });
  const { draft, version } = kept;
  // What comes from outside (an earlier visit, another tab, beginning again) is put into the fields; typing is not.
  useEffect(() => {
    const now = kept.now();
    if (version === 0) return;
    if (text.current && text.current.value !== now.body) text.current.value = now.body;
    if (title.current && title.current.value !== now.title) title.current.value = now.title;
  }, [version, kept]);

  if (markdown === null)
    return (
      <Notice>
        This text is too long for a text field. Paste or upload the corrected text: what is the same keeps its notes.
      </Notice>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (progress) return;
    const now = kept.now();
    const titled = now.title.trim() !== "" && now.title.trim() !== article.title;
    if (titled && now.body === markdown)
      return onRefuse(
        "Only the title differs, and a title alone makes no version. Whoever brought the article in corrects it under “Details and groups” in its menu.",
      );
    onLook({ markdown: now.body, ...(titled && { title: now.title }) });
  };
  const restart = () => {
    const back = kept.restart();
    toast({ text: "Your changes are gone from here.", action: { label: "Undo", run: back } });
  };
  const behind = kept.touched && draft.base.id !== article.base.id;

  return (
    <form action={post} onSubmit={submit} className="grid gap-5" noValidate>
      <input type="hidden" name="articleId" value={article.id} />
      <input type="hidden" name="baseVersionId" value={article.base.id} />
      {behind && (
        <Notice>
          Version {article.base.number} was published after you began from version {draft.base.number}. Your text is
          here as you left it.{" "}
          <Link
            href={`/articles/${article.id}/changes?from=${draft.base.number}&to=${article.base.number}`}
            className="font-medium text-accent underline underline-offset-2"
          >
            See what changed meanwhile
          </Link>
        </Notice>
      )}
      {kept.elsewhere && (
        <Notice>
          This text was changed in another tab too. What is typed last is what is kept.{" "}
          <button type="button" className="font-medium text-accent underline underline-offset-2" onClick={kept.adopt}>
            Take over the other tab’s text
          </button>
        </Notice>
      )}
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-title`} className="font-medium text-sm">
          Title
        </label>
        <input
          ref={title}
          id={`${id}-title`}
          name="title"
          defaultValue={draft.title}
          maxLength={300}
          dir={article.dir}
          lang={article.language ?? undefined}
          onInput={(event) => kept.change({ title: event.currentTarget.value })}
          className={`${inputClass} font-semibold font-serif !text-[1.15rem]`}
        />
      </div>
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-text`} className="font-medium text-sm">
          Text
        </label>
        <textarea
          ref={text}
          id={`${id}-text`}
          name="markdown"
          defaultValue={draft.body}
          dir={article.dir}
          lang={article.language ?? undefined}
          aria-describedby={`${id}-hint`}
          onInput={(event) => kept.change({ body: event.currentTarget.value })}
          onKeyDown={(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && submit(event)}
          className="h-[68dvh] min-h-80 w-full resize-y rounded-xl border border-line-2/60 bg-sheet px-[clamp(16px,5vw,56px)] py-7 font-serif text-[1.1875rem] leading-[1.66] focus:border-accent focus:outline-2 focus:outline-accent/35 focus:outline-offset-0 max-bar:py-5 max-bar:text-[1.0625rem]"
        />
        <p id={`${id}-hint`} className="text-ink-3 text-xs">
          Markdown: # before a heading, *emphasis*, an empty line between paragraphs. What you do not touch stays
          exactly as it is, pictures too.
        </p>
      </div>
      {progress ? (
        <Working words={progress.words} share={progress.share} onCancel={onCancel} />
      ) : (
        <Refused
          failed={failed ?? (posted.status === "failed" ? { status: 0, message: posted.message ?? "" } : null)}
          here={`/articles/${article.id}/edit`}
        />
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button type="submit" look="primary" busy={progress !== null}>
          Preview
        </Button>
        {kept.touched && (
          <Button look="quiet" onClick={restart}>
            Begin again from version {article.base.number}
          </Button>
        )}
        <span role="status" className={`text-xs ${kept.full ? "text-danger" : "text-ink-3"}`}>
          {kept.full
            ? "This browser has no room to keep your text. Preview it before you leave."
            : kept.touched
              ? "Your text is kept in this browser until it is published."
              : "Nothing changes for readers until you publish."}
        </span>
      </div>
    </form>
  );
}
