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
          <h2 id={id} className="font-semibold font-serif text-xl tracking-tight">
            {title}
          </h2>
          <div className="text-ink-2">{children}</div>
          {footer && <div className="flex flex-wrap justify-end gap-2 pt-1">{footer}</div>}
        </div>
      )}
    </dialog>
  );
}
