"use client";
import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";
import { type ReactNode, useActionState, useEffect, useRef } from "react";
import { Button } from "./button";
import { Answers } from "./field";
import { Notice } from "./notice";

/** What `app/boundary.ts` answers a form with. */
export type FormAnswer = {
  status: "idle" | "done" | "failed";
  message?: string;
  errors?: Record<string, string[]>;
  values?: Record<string, string>;
  data?: unknown;
};

type Action = (state: FormAnswer, form: FormData) => Promise<FormAnswer>;

/** What to say where a form brought no answer home: it never left, or it broke on the way. */
const lost = (error: unknown) =>
  unstable_isUnrecognizedActionError(error)
    ? "Gloss was renewed since this page was opened. Copy what you typed, load the page again, and paste it."
    : "Gloss could not be reached, or something broke there. Nothing you typed is lost; try again in a moment.";

/** A failure without an answer must not take the page, and what was typed in it, away. */
const keeping =
  (action: Action): Action =>
  async (state, form) => {
    try {
      return await action(state, form);
    } catch (error) {
      // A redirect arrives as an error that the router waits for.
      unstable_rethrow(error);
      const values: Record<string, string> = {};
      for (const [name, value] of form)
        if (typeof value === "string" && !/^\$ACTION|password|token/i.test(name) && form.getAll(name).length === 1)
          values[name] = value;
      return { status: "failed", message: lost(error), values };
    }
  };
// On the server it must be the action itself, by whose name the form is sent before its script has loaded.
const onServer = typeof window === "undefined";

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
  const [state, run, pending] = useActionState<FormAnswer, FormData>(onServer ? action : keeping(action), {
    status: "idle",
  });
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
