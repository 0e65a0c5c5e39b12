"use client";
import { type Act, ActButton } from "@/components/ui/act";
import { sayNoticed } from "./fresh";

/** Marks all notices read, and lets the bell know. */
export const ReadAll = ({ action }: { action: Act }) => (
  <ActButton
    action={async (state, form) => {
      const answer = await action(state, form);
      sayNoticed();
      return answer;
    }}
    fields={{}}
    said="All are read."
    look="plain"
    size="md"
  >
    Mark all read
  </ActButton>
);
