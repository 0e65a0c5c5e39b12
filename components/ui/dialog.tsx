"use client";
import { type ReactNode, useEffect, useId, useRef } from "react";

/**
 * The browser's own modal dialog: it traps the focus, closes on Escape, and gives the focus back. Chosen over a library's
 * because it does this without a script of ours and without injecting a style, which our content policy would refuse.
 */
export function Dialog({
  open,
  onClose,
  title,
  children,
  footer,
  wide = false,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  footer?: ReactNode;
  wide?: boolean;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog already; the click is on its backdrop.
    <dialog
      ref={ref}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => event.target === ref.current && onClose()}
      className={`m-auto max-h-[85dvh] w-[min(92vw,var(--w))] overflow-auto rounded-2xl border border-line bg-sheet p-0 text-ink shadow-lift backdrop:bg-black/35 ${wide ? "[--w:680px]" : "[--w:440px]"}`}
    >
      {open && (
        <div className="grid gap-4 p-6">
          <h2 id={id} className={`font-semibold font-serif text-xl tracking-tight ${footer ? "" : "pr-8"}`}>
            {title}
          </h2>
          <div className="text-ink-2">{children}</div>
          {footer ? (
            <div className="flex flex-wrap justify-end gap-2 pt-1">{footer}</div>
          ) : (
            // After what the dialog is for, so that this has the focus first; it stays in sight however long that is.
            <div className="sticky top-3 z-10 order-first -mb-4 h-0 justify-self-end">
              <button
                type="button"
                aria-label="Close"
                title="Close"
                onClick={onClose}
                className="-mt-1.5 -mr-2 grid size-9 place-items-center rounded-lg bg-sheet text-ink-2 hover:bg-well hover:text-ink max-bar:size-11"
              >
                <svg aria-hidden viewBox="0 0 16 16" className="size-4 fill-none stroke-[1.6] stroke-current">
                  <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" />
                </svg>
              </button>
            </div>
          )}
        </div>
      )}
    </dialog>
  );
}
