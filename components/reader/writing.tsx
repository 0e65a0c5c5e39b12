"use client";
import { type ComponentProps, useEffect, useState } from "react";

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
