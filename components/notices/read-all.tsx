"use client";
import { type Act, ActButton } from "@/components/ui/act";
import { sayRead } from "./fresh";

/** Marks all that is new somewhere as read, and lets the bell and the other tabs know. */
export const ReadAll = ({
  action,
  fields = {},
  size = "md",
}: {
  action: Act;
  /** What the action is told: of which group, if of one. */
  fields?: Record<string, string>;
  size?: "sm" | "md";
}) => (
  <ActButton
    action={async (state, form) => {
      const answer = await action(state, form);
      if (answer.status !== "failed") sayRead();
      return answer;
    }}
    fields={fields}
    said="All marked as read."
    look={size === "md" ? "plain" : "quiet"}
    size={size}
  >
    Mark all as read
  </ActButton>
);
