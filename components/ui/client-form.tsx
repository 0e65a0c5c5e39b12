"use client";
import { type ComponentProps, useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * A form whose fields are the page's own state, so that only its script can keep and send what they hold. Before the script
 * runs all of it is disabled: what was typed then would be dropped, and what was sent would load the page anew without it.
 */
export function ClientForm({ children, ...rest }: ComponentProps<"form">) {
  const live = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <form {...rest}>
      <fieldset disabled={!live} data-waiting={!live || undefined} className="contents">
        {children}
      </fieldset>
    </form>
  );
}
