"use client";
import { type ComponentProps, useEffect, useRef, useState } from "react";

type Forms = typeof import("./composers");
let here: Forms | null = null;
/** Fetches the forms ahead of the first letter; whoever opens one then has it at once, with no turn of the page between. */
export const loadForms = async (): Promise<Forms> => {
  here = await import("./composers");
  return here;
};

function useForms(): Forms | null {
  const [forms, setForms] = useState(here);
  useEffect(() => {
    if (!forms) void loadForms().then(setForms);
  }, [forms]);
  return forms;
}

export function Composer(given: ComponentProps<Forms["Composer"]>) {
  const forms = useForms();
  return forms && <forms.Composer {...given} />;
}
export function ReplyComposer(given: ComponentProps<Forms["ReplyComposer"]>) {
  const forms = useForms();
  return forms && <forms.ReplyComposer {...given} />;
}

const FIELD =
  "mt-2 block w-full resize-none rounded-xl border border-line-2/60 bg-sheet px-3 py-2 text-[0.84375rem] text-ink leading-normal max-bar:text-[1rem] print:hidden [@media(scripting:none)]:hidden";

/**
 * The field at the end of a thread, open for an answer. A plain one stands there until the form is loaded, which takes over
 * what was typed in it, and sends it where its writer asked for that.
 */
export function ReplyField(given: Omit<ComponentProps<Forms["ReplyComposer"]>, "rests" | "onClose">) {
  const early = useRef<HTMLTextAreaElement>(null);
  const asked = useRef(false);
  const [ready, setReady] = useState(() => here && { forms: here, early: { typed: "", focused: false, send: false } });
  useEffect(() => {
    if (ready) return;
    void loadForms().then((forms) => {
      const field = early.current;
      const focused = field !== null && field === document.activeElement;
      setReady({ forms, early: { typed: field?.value ?? "", focused, send: asked.current } });
    });
  }, [ready]);
  if (!ready)
    return (
      <textarea
        ref={early}
        dir="auto"
        rows={1}
        aria-label="Reply"
        placeholder="Reply"
        className={FIELD}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) asked.current = true;
        }}
      />
    );
  return <ready.forms.ReplyComposer {...given} rests={ready.early} />;
}
