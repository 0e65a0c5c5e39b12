"use client";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "./button";
import { Answers } from "./field";
import { Notice } from "./notice";
import { type Action, type FormAnswer, useAnswer } from "./use-answer";

export type { FormAnswer };

/**
 * A form around a server action. It works before its script has loaded; afterwards a failure keeps what was typed,
 * shows each error at its field and moves the focus to the first one.
 */
export function ActionForm({
  action,
  submit,
  done,
  children,
  className = "grid gap-5",
  look = "primary",
}: {
  action: Action;
  submit: ReactNode;
  /** What stands in the place of the message once it went well. */
  done?: ReactNode | ((data: unknown) => ReactNode);
  children?: ReactNode;
  className?: string;
  look?: "primary" | "plain" | "danger";
}) {
  const [state, run, pending] = useAnswer(action);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.status === "failed") form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [state]);
  return (
    <form ref={form} action={run} className={className} noValidate>
      <Answers value={state}>
        {state.status === "failed" && state.message && <Notice tone="danger">{state.message}</Notice>}
        {state.status === "done" && done && <Notice>{typeof done === "function" ? done(state.data) : done}</Notice>}
        {children}
        <div>
          <Button type="submit" look={look} busy={pending}>
            {submit}
          </Button>
        </div>
      </Answers>
    </form>
  );
}
