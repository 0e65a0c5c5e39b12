"use client";
import { type ReactNode, useRef } from "react";
import type { Act } from "@/components/ui/act";
import { Ask } from "@/components/ui/ask";
import { TextArea } from "@/components/ui/field";
import { ActionForm, type FormAnswer } from "@/components/ui/form";
import { useToast } from "@/components/ui/toast";

/** A decision that says why: it opens its words, does it, says so with the way back, and takes the focus to what is next. */
export function WithReason({
  label,
  name,
  lead,
  optional = false,
  submit,
  action,
  fields,
  said,
  undo,
  look = "plain",
  className = "open:order-last open:basis-full",
  wanted = true,
  onOpen,
}: {
  label: string;
  /** Whom it is about, for a screen reader. */
  name: string;
  lead: ReactNode;
  optional?: boolean;
  submit: string;
  action: Act;
  fields: Record<string, string>;
  said: string;
  undo?: Act;
  look?: "plain" | "danger";
  className?: string;
  /** Its form is made; else only when it was opened, which `onOpen` tells. */
  wanted?: boolean;
  onOpen?: () => void;
}) {
  const toast = useToast();
  const inside = useRef<HTMLDivElement>(null);
  const back = async () => {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.set(field, value);
    const answer = undo && (await undo({ status: "idle" }, form));
    toast({ text: answer?.status === "done" ? "Put back." : (answer?.message ?? "That did not work. Try again.") });
  };
  const run = async (state: FormAnswer, form: FormData) => {
    const item = inside.current?.closest("[data-case]");
    const next = item?.nextElementSibling ?? item?.previousElementSibling;
    const answer = await action(state, form);
    if (answer.status !== "done") return answer;
    toast({ text: said, action: undo && { label: "Undo", run: () => void back() } });
    const to = next instanceof HTMLElement ? next : document.getElementById("content");
    requestAnimationFrame(() => to?.focus());
    inside.current?.closest("details")?.removeAttribute("open");
    return answer;
  };
  return (
    <Ask
      label={
        <>
          {label}
          <span className="sr-only"> {name}</span>
        </>
      }
      className={className}
      onOpen={onOpen}
    >
      {wanted && (
        <div ref={inside} className="grid w-full gap-3">
          <p>{lead}</p>
          <ActionForm action={run} submit={submit} look={look} className="grid w-full gap-3">
            {Object.entries(fields).map(([field, value]) => (
              <input key={field} type="hidden" name={field} value={value} />
            ))}
            <TextArea label="Why" aside={optional ? "optional" : undefined} name="reason" rows={2} maxLength={2000} />
          </ActionForm>
        </div>
      )}
    </Ask>
  );
}
