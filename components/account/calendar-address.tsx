"use client";
import { Copy } from "@/components/ui/copy";
import { ActionForm, type FormAnswer } from "@/components/ui/form";

/** Makes the address, and shows it this once. */
export const CalendarAddress = ({
  make,
  again,
}: {
  make: (state: FormAnswer, form: FormData) => Promise<FormAnswer>;
  again: boolean;
}) => (
  <ActionForm
    action={make}
    submit={again ? "Make a new address" : "Make an address"}
    look="plain"
    className="grid gap-4"
    done={(url) => (
      <div className="grid gap-2">
        <p>
          This is the address. It is not shown again: copy it, and add it to your calendar program as a calendar “from
          the web”.
        </p>
        <Copy value={String(url)} label="The address of your calendar" />
      </div>
    )}
  >
    {again && <p className="text-ink-2 text-xs">A new address ends the one that you have.</p>}
  </ActionForm>
);
