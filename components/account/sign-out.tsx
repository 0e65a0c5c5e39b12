"use client";
import { useActionState, useEffect, useState } from "react";
import { wipe } from "@/components/reader/drafts";
import { Button, LinkButton } from "@/components/ui/button";
import type { FormAnswer } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { saveAll, type Unsent, unsentOf } from "./unsent";

type SignOut = (state: FormAnswer, form: FormData) => Promise<FormAnswer>;
const IDLE: FormAnswer = { status: "idle" };

/**
 * Signing out on a computer that others may use too: what was written and not saved is offered first, and afterwards
 * nothing of this person's is left in the browser. Without script it is a plain form.
 */
export function SignOutForm({ userId, signOut }: { userId: string; signOut: SignOut }) {
  const [state, run, pending] = useActionState(signOut, IDLE);
  const [unsent, setUnsent] = useState<Unsent[]>([]);
  const [saving, setSaving] = useState(false);
  const [left, setLeft] = useState<string | null>(null);
  useEffect(() => setUnsent(unsentOf(userId)), [userId]);

  const save = async () => {
    setSaving(true);
    const remaining = await saveAll(userId);
    setSaving(false);
    setUnsent(remaining);
    setLeft(
      remaining.length
        ? `${remaining.length === 1 ? "One of them" : `${remaining.length} of them`} could not be saved. Take a copy before you discard what is left.`
        : "All of it is saved.",
    );
  };

  return (
    <div className="grid gap-6">
      {state.status === "failed" && <Notice tone="danger">{state.message}</Notice>}
      {left && <Notice tone={unsent.length ? "danger" : "plain"}>{left}</Notice>}
      {unsent.length > 0 && (
        <section aria-labelledby="unsent" className="grid gap-4">
          <h2 id="unsent" className="font-semibold text-base">
            {unsent.length === 1 ? "One note is not saved yet" : `${unsent.length} notes are not saved yet`}
          </h2>
          <ul className="grid gap-3 border-line border-l-2 pl-4">
            {unsent.map(({ key, passage, words }) => (
              <li key={key} className="grid gap-0.5">
                {passage && (
                  <span dir="auto" className="line-clamp-1 font-serif text-ink-2 text-sm">
                    {passage}
                  </span>
                )}
                <span dir="auto" className="line-clamp-3 whitespace-pre-wrap">
                  {words || "A mark without a note"}
                </span>
              </li>
            ))}
          </ul>
          <div className="flex flex-wrap gap-2">
            {!left && (
              <Button look="primary" onClick={save} busy={saving}>
                Save them
              </Button>
            )}
            <a
              href={`data:text/plain;charset=utf-8,${encodeURIComponent(unsent.map(({ passage, words }) => `${passage ? `> ${passage}\n\n` : ""}${words}`).join("\n\n---\n\n"))}`}
              download="gloss-unsaved.txt"
              className="inline-flex h-9 items-center rounded-lg px-3.5 font-medium text-ink-2 text-sm hover:bg-well hover:text-ink"
            >
              Take a copy
            </a>
          </div>
        </section>
      )}
      <form
        action={run}
        onSubmit={(event) => {
          // What was typed in another tab since this page was shown is offered first.
          const now = unsentOf(userId);
          if (now.length > unsent.length) {
            event.preventDefault();
            setUnsent(now);
            setLeft(null);
          } else wipe(userId);
        }}
        className="flex flex-wrap gap-2"
      >
        <Button type="submit" look={unsent.length ? "danger" : "primary"} busy={pending || saving}>
          {unsent.length ? "Discard and sign out" : "Sign out"}
        </Button>
        <LinkButton href="/" look="quiet">
          Stay
        </LinkButton>
      </form>
    </div>
  );
}
