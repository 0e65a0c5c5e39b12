"use client";
import { type PointerEvent, type ReactNode, useEffect, useRef } from "react";

/** Pulled down further than this, in pixels, it closes. */
const ENOUGH = 80;

/** From the frame on in which the browser would have restored it, the scrolling is the browser's own again. */
const restoreAgain = () =>
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      history.scrollRestoration = "auto";
    }),
  );

/**
 * A card over the foot of a narrow screen. The text above stays readable, so it is no modal: the focus goes into it and
 * back to where it came from, and Escape, the back button, the handle or a pull closes it.
 */
export function Sheet({ label, onClose, children }: { label: string; onClose: () => void; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  const pulled = useRef<number>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });

  useEffect(() => {
    const before = document.activeElement;
    const sheet = ref.current;
    // A note that opens for writing has taken the focus already.
    if (sheet && !sheet.contains(document.activeElement)) sheet.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  // What is in it became something else: it is read from its beginning, and keeps the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the label says what is in it.
  useEffect(() => {
    if (document.activeElement !== document.body && document.activeElement !== ref.current) return;
    ref.current?.focus({ preventScroll: true });
    ref.current?.scrollTo(0, 0);
  }, [label]);
  useEffect(() => {
    // One entry of the browser's history stands for the open sheet, so that "back" closes it and not the article.
    let pushed = false;
    const push = setTimeout(() => {
      pushed = true;
      // The text stays where it was scrolled to while the sheet was open.
      history.scrollRestoration = "manual";
      history.pushState({ ...history.state, sheet: true }, "");
    });
    const back = () => {
      pushed = false;
      restoreAgain();
      close.current();
    };
    window.addEventListener("popstate", back);
    return () => {
      clearTimeout(push);
      window.removeEventListener("popstate", back);
      if (!pushed || !history.state?.sheet) return;
      window.addEventListener("popstate", restoreAgain, { once: true });
      history.back();
    };
  }, []);

  const pull = (event: PointerEvent) => {
    if (pulled.current === null || !ref.current) return;
    ref.current.style.transform = `translateY(${Math.max(0, event.clientY - pulled.current)}px)`;
  };
  const drop = (event: PointerEvent) => {
    if (pulled.current === null || !ref.current) return;
    const far = event.clientY - pulled.current;
    pulled.current = null;
    ref.current.style.transform = "";
    if (far > ENOUGH) onClose();
  };
  return (
    <div
      ref={ref}
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && onClose()}
      className="fixed inset-x-0 bottom-0 z-40 max-h-[72dvh] overflow-y-auto overscroll-contain rounded-t-[20px] bg-sheet px-[18px] pb-[max(26px,env(safe-area-inset-bottom))] shadow-[0_-8px_40px_rgb(0_0_0/0.14)] outline-none print:hidden"
    >
      <button
        type="button"
        aria-label="Close"
        onClick={onClose}
        onPointerDown={(event) => {
          pulled.current = event.clientY;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={pull}
        onPointerUp={drop}
        onPointerCancel={drop}
        className="sticky top-0 z-10 grid h-10 w-full touch-none place-items-center bg-sheet"
      >
        <span
          aria-hidden
          className="h-1 w-[38px] rounded-full bg-line-2/60 forced-colors:forced-color-adjust-none forced-colors:bg-[CanvasText]"
        />
      </button>
      {children}
    </div>
  );
}
