import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";
import { useActionState } from "react";

/** What `app/boundary.ts` answers a form with. */
export type FormAnswer = {
  status: "idle" | "done" | "failed";
  message?: string;
  errors?: Record<string, string[]>;
  values?: Record<string, string>;
  data?: unknown;
};

export type Action = (state: FormAnswer, form: FormData) => Promise<FormAnswer>;

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

/** The state of a form around a server action, how to send it, and whether it is under way. */
export const useAnswer = (action: Action) =>
  useActionState<FormAnswer, FormData>(onServer ? action : keeping(action), { status: "idle" });
