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
  const leave = useCallback((ms: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setToast(null), ms);
  }, []);
  const show = useCallback(
    (next: Toast) => {
      count.current += 1;
      setToast({ ...next, key: count.current });
      leave(next.stays ?? 8000);
    },
    [leave],
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <Show value={show}>
      {children}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: holding the pointer on it only keeps it there longer. */}
      <div
        className="pointer-events-none fixed inset-x-0 bottom-5 z-[60] grid justify-items-center px-4 print:hidden"
        onMouseEnter={() => clearTimeout(timer.current)}
        onMouseLeave={() => leave(4000)}
      >
        <div role="status" aria-live="polite">
          {toast && (
            <div
              key={toast.key}
              className="pointer-events-auto flex max-w-[92vw] items-center gap-4 rounded-xl bg-ink px-4 py-2.5 text-paper text-sm shadow-lift"
            >
              <span>{toast.text}</span>
              {toast.action && (
                <button
                  type="button"
                  className="-mr-1 rounded-md px-1.5 py-0.5 font-semibold underline underline-offset-2 hover:no-underline"
                  onClick={() => {
                    toast.action?.run();
                    setToast(null);
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
