"use client";
import { unstable_rethrow } from "next/navigation";
import { type ReactNode, startTransition, useActionState, useState } from "react";
import { Button } from "./button";
import type { FormAnswer } from "./form";
import { useToast } from "./toast";

export type Act = (state: FormAnswer, form: FormData) => Promise<FormAnswer>;
const idle: FormAnswer = { status: "idle" };

/**
 * One button that does one thing: a form of its own, so it works before its script has loaded. With the script it says
 * in a corner what happened, with the way back where there is one. What it acts on may leave the page by then.
 */
export function ActButton({
  action,
  fields,
  said,
  undo,
  children,
  look = "quiet",
  size = "sm",
  label,
  className,
}: {
  action: Act;
  /** What the action is told: an id and the like. */
  fields: Record<string, string>;
  /** What the toast says once it is done. */
  said: string;
  /** Does the opposite with the same fields. */
  undo?: Act;
  children: ReactNode;
  look?: "primary" | "plain" | "quiet" | "danger";
  size?: "sm" | "md";
  /** The whole sentence for a screen reader, where the button shows one word of it. */
  label?: string;
  className?: string;
}) {
  const toast = useToast();
  const [state, run, posting] = useActionState(action, idle);
  const [busy, setBusy] = useState(false);

  const take = async (act: Act, then: () => void) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    try {
      const answer = await act(idle, form);
      if (answer.status === "failed") toast({ text: answer.message ?? "That did not work. Try again." });
      else then();
    } catch (error) {
      // A redirect arrives as an error that the router waits for.
      unstable_rethrow(error);
      toast({ text: "Gloss could not be reached. Nothing was changed; try again in a moment." });
    }
  };
  const putBack = (act: Act) => startTransition(() => take(act, () => toast({ text: "Put back.", stays: 3000 })));

  return (
    <form
      action={run}
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) return;
        setBusy(true);
        startTransition(async () => {
          await take(action, () => toast({ text: said, action: undo && { label: "Undo", run: () => putBack(undo) } }));
          setBusy(false);
        });
      }}
    >
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" look={look} size={size} busy={busy || posting} aria-label={label} className={className}>
        {children}
      </Button>
      {/* Only a form that was sent without a script ends here: with one, the toast says it. */}
      {state.status === "failed" && (
        <p role="alert" className="text-danger text-sm">
          {state.message}
        </p>
      )}
    </form>
  );
}
