import type { ReactNode } from "react";

/** One part of the settings: what it is about on the left, what can be done on the right. */
export function Section({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className="grid gap-x-10 gap-y-4 border-line border-t py-9 md:grid-cols-[15rem_minmax(0,1fr)]"
    >
      <div className="grid content-start gap-1.5">
        <h2 className="font-semibold text-base">{title}</h2>
        {lead && <p className="text-ink-2 text-sm">{lead}</p>}
      </div>
      <div className="grid max-w-[440px] content-start gap-5">{children}</div>
    </section>
  );
}
