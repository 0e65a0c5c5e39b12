"use client";
import { useRouter } from "next/navigation";
import { useActionState, useState } from "react";
import { Refused, Working } from "@/components/import/working";
import { drop } from "@/components/reader/drafts";
import type { Act } from "@/components/ui/act";
import { Button, LinkButton } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import type { Published, Standings } from "@/lib/schemas/version";
import { publish } from "./ask";
import { draftKey } from "./draft";
import { Overtaken } from "./overtaken";
import { useWork } from "./use-work";

type Props = {
  me: string;
  articleId: string;
  importId: string;
  base: { id: string; number: number };
  number: number;
  anchors: Standings;
  /** The same for a browser without scripts. */
  fallback: Act;
};

/** Publishes what is previewed: asks when every note would lose its passage, and says so when somebody was first. */
export function Publish({ me, articleId, importId, base, number, anchors, fallback }: Props) {
  const router = useRouter();
  const toast = useToast();
  const { progress, failed, setFailed, run, cancel } = useWork();
  const [posted, post] = useActionState(fallback, { status: "idle" as const });
  const [asking, setAsking] = useState(false);
  const all = anchors.orphaned > 0 && anchors.kept + anchors.moved === 0;

  const go = async (confirm: boolean) => {
    setAsking(false);
    const body = { importId, baseVersionId: base.id, confirm };
    const done = await run("Publishing", (signal, tell) => publish({ me, articleId, body, signal, tell }));
    if (!done) return;
    drop(me, draftKey(articleId));
    toast({ text: said(done) });
    // The preview is used up: the way back from the new text is the editor.
    router.replace(`/articles/${articleId}`);
  };
  const stop = () => {
    cancel();
    const message = `Stopped. It may have been too late: look whether version ${number} is there before you publish again.`;
    setFailed({ ok: false, status: 0, message });
  };
  const many = failed?.anchors?.orphaned ?? anchors.orphaned;

  return (
    <form
      action={post}
      onSubmit={(event) => {
        event.preventDefault();
        if (progress) return;
        if (all) setAsking(true);
        else void go(false);
      }}
      className="grid gap-4"
    >
      <input type="hidden" name="articleId" value={articleId} />
      <input type="hidden" name="importId" value={importId} />
      <input type="hidden" name="baseVersionId" value={base.id} />
      {failed?.current && (
        <Overtaken
          articleId={articleId}
          base={base.number}
          current={failed.current}
          onCompare={() => {
            setFailed(null);
            router.refresh();
          }}
        />
      )}
      {progress ? (
        <Working words={progress.words} share={progress.share} onCancel={stop} />
      ) : (
        !failed?.current &&
        !failed?.confirm && (
          <Refused
            failed={failed ?? (posted.status === "failed" ? { status: 0, message: posted.message ?? "" } : null)}
            here={`/articles/${articleId}/edit/${importId}`}
          />
        )
      )}
      {all && (
        <noscript>
          <label className="flex items-center gap-2 text-sm">
            <input type="checkbox" name="confirm" value="yes" /> Publish it although every note loses its passage
          </label>
        </noscript>
      )}
      <div className="flex flex-wrap gap-2">
        {!failed?.current && (
          <Button type="submit" look="primary" busy={progress !== null}>
            Publish version {number}
          </Button>
        )}
        <LinkButton href={`/articles/${articleId}/edit`}>Back to the editor</LinkButton>
      </div>
      <Dialog
        open={asking || failed?.confirm === true}
        onClose={() => {
          setAsking(false);
          if (failed?.confirm) setFailed(null);
        }}
        title={
          many === 1
            ? "The only note would lose its passage"
            : `All ${many.toLocaleString("en")} notes would lose their passages`
        }
        footer={
          <>
            <Button
              onClick={() => {
                setAsking(false);
                setFailed(null);
              }}
            >
              Do not publish
            </Button>
            <Button look="danger" onClick={() => void go(true)}>
              Publish all the same
            </Button>
          </>
        }
      >
        This text shares nothing that was marked with the one it replaces. The notes would stand beside the new text
        without a place in it; the old version stays readable with them as they were.
      </Dialog>
    </form>
  );
}

function said({ version, anchors: { kept, moved, orphaned } }: Published): string {
  const parts = [
    kept > 0 && `${kept.toLocaleString("en")} kept`,
    moved > 0 && `${moved.toLocaleString("en")} to check`,
    orphaned > 0 && `${orphaned.toLocaleString("en")} without a passage`,
  ].filter(Boolean);
  return `Version ${version.number} is published.${parts.length > 0 ? ` Notes: ${parts.join(", ")}.` : ""}`;
}
