import type { ReactNode } from "react";
import { buttonClass } from "./button";

/** Asks once before something that cannot be undone: the button opens what it means, and the button that does it. */
export function Ask({
  label,
  children,
  className = "",
  onOpen,
}: {
  label: ReactNode;
  children: ReactNode;
  className?: string;
  /** What it asks may be made only then. */
  onOpen?: () => void;
}) {
  return (
    <details
      className={`group/ask ${className}`}
      onToggle={onOpen && ((event) => event.currentTarget.open && onOpen())}
    >
      <summary className={buttonClass({ look: "quiet", size: "sm" }, "list-none [&::-webkit-details-marker]:hidden")}>
        {label}
      </summary>
      {children && (
        <div className="mt-2 grid max-w-prose justify-items-start gap-3 rounded-lg bg-well px-4 py-3.5 text-ink-2 text-sm">
          {children}
        </div>
      )}
    </details>
  );
}
