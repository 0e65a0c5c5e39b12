"use client";
import { useEffect, useRef } from "react";
import type { Act } from "@/components/ui/act";
import { Button } from "@/components/ui/button";
import { Answers, TextField } from "@/components/ui/field";
import { ActionForm } from "@/components/ui/form";
import { PasswordField } from "@/components/ui/password-field";
import { useAnswer } from "@/components/ui/use-answer";

type Seen = { name: string; login: string; group: string; code: string };
/** What was answered, read by hand: a parser of schemas would be the largest script of the page. */
const seenIn = (data: unknown): Seen | null => (typeof data === "object" && data !== null ? (data as Seen) : null);

/** The code of a slip first, then, for whom it names, a password. Both work before their script has loaded. */
export function FirstEntry({ look, enter }: { look: Act; enter: Act }) {
  const [state, run, pending] = useAnswer(look);
  const form = useRef<HTMLFormElement>(null);
  const greeting = useRef<HTMLHeadingElement>(null);
  const seen = state.status === "done" ? seenIn(state.data) : null;
  useEffect(() => {
    if (state.status === "failed") form.current?.querySelector("input")?.focus();
    if (state.status === "done") greeting.current?.focus();
  }, [state]);
  if (seen)
    return (
      <div className="grid gap-5">
        <div className="grid gap-2">
          <h2 ref={greeting} tabIndex={-1} className="font-semibold font-serif text-xl tracking-tight outline-none">
            Welcome, {seen.name}
          </h2>
          <p className="text-ink-2">
            You are in the group {seen.group}. From now on you sign in with this login name and a password that you
            choose:
          </p>
          <p className="break-words rounded-lg bg-well px-3.5 py-2.5 font-medium">{seen.login}</p>
        </div>
        <ActionForm action={enter} submit="Save and sign in">
          <input type="hidden" name="code" value={seen.code} />
          {/* So that the browser keeps both together. */}
          <input type="text" name="username" value={seen.login} autoComplete="username" readOnly hidden />
          <PasswordField
            label="Password"
            name="password"
            autoComplete="new-password"
            required
            hint="At least 8 characters. A few words in a row are easy to keep and hard to guess."
          />
        </ActionForm>
      </div>
    );
  return (
    <form ref={form} action={run} className="grid gap-5" noValidate>
      <Answers value={state}>
        <TextField
          label="Code"
          name="code"
          required
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          placeholder="XXXX-XXXX-XXXX-XXXX"
          hint={
            state.status === "failed" && !state.errors?.code ? undefined : "Four groups of four letters and digits."
          }
        />
        {state.status === "failed" && !state.errors?.code && (
          <p role="alert" className="text-danger text-sm">
            {state.message}
          </p>
        )}
        <div>
          <Button type="submit" look="primary" busy={pending}>
            Go on
          </Button>
        </div>
      </Answers>
    </form>
  );
}
