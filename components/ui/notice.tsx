import type { ReactNode } from "react";

/** Something the reader should know now: read out when it appears. */
export function Notice({ children, tone = "plain" }: { children: ReactNode; tone?: "plain" | "danger" }) {
  const colours = tone === "danger" ? "bg-danger-wash text-danger" : "bg-well text-ink";
  return (
    <div role={tone === "danger" ? "alert" : "status"} className={`rounded-lg px-3.5 py-2.5 text-sm ${colours}`}>
      {children}
    </div>
  );
}

/** What stands where a list has nothing: what it would hold, and what to do next. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-3 border-line border-t py-10">
      <h2 className="font-semibold font-serif text-xl tracking-tight">{title}</h2>
      {children && <p className="max-w-prose text-ink-2">{children}</p>}
      {action}
    </div>
  );
}
