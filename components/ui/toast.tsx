"use client";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";

type Toast = {
  text: string;
  action?: { label: string; run: () => void } /** Milliseconds; 8,000 unless given. */;
  stays?: number;
};
const Show = createContext<(toast: Toast) => void>(() => {});

/** Says in a corner what just happened, with an undo where there is one. */
export const useToast = () => useContext(Show);

export function Toaster({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<(Toast & { key: number }) | null>(null);
  const count = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const box = useRef<HTMLDivElement>(null);
  /** What came while an earlier one had the focus. */
  const waiting = useRef<Toast>(null);
  /** What had the focus before the toast. */
  const before = useRef<Element>(null);
  const leave = useCallback((ms: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      // What can be pressed does not go from under the pointer or the focus.
      if (box.current?.matches(":hover, :focus-within")) leave(4000);
      else setToast(null);
    }, ms);
  }, []);
  const put = useCallback(
    (next: Toast) => {
      count.current += 1;
      waiting.current = null;
      setToast({ ...next, key: count.current });
      leave(next.stays ?? 8000);
    },
    [leave],
  );
  const show = useCallback(
    (next: Toast) => {
      if (box.current?.matches(":focus-within")) waiting.current = next;
      else put(next);
    },
    [put],
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    // It went with the focus: that goes back, unless somebody has taken it.
    if (toast || !(before.current instanceof HTMLElement)) return;
    if (document.activeElement === document.body && before.current.isConnected) before.current.focus();
    before.current = null;
  }, [toast]);
  return (
    <Show value={show}>
      {children}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: holding the pointer on it only keeps it there longer. */}
      <div
        className="pointer-events-none fixed inset-x-0 bottom-5 z-[60] grid justify-items-center px-4 print:hidden"
        ref={box}
        onMouseLeave={() => leave(4000)}
        onFocus={({ relatedTarget }) => {
          if (!box.current?.contains(relatedTarget)) before.current = relatedTarget;
        }}
        onBlur={({ relatedTarget }) => {
          if (box.current?.contains(relatedTarget)) return;
          if (waiting.current) put(waiting.current);
          else leave(4000);
        }}
      >
        <div role="status" aria-live="polite">
          {toast && (
            <div
              key={toast.key}
              data-toast
              className="pointer-events-auto flex max-w-[92vw] items-center gap-4 rounded-xl bg-ink px-4 py-2.5 text-paper text-sm shadow-lift"
            >
              <span>{toast.text}</span>
              {toast.action && (
                <button
                  type="button"
                  className="-mr-1 rounded-md px-1.5 py-0.5 font-semibold underline underline-offset-2 hover:no-underline"
                  onClick={() => {
                    toast.action?.run();
                    if (waiting.current) put(waiting.current);
                    else setToast(null);
                  }}
                >
                  {toast.action.label}
                </button>
              )}
            </div>
          )}
        </div>
      </div>
    </Show>
  );
}
