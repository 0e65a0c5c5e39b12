import type { ReactNode } from "react";

/** A part of a group's page under its own small heading. */
export function Part({ title, children, id }: { title: string; children: ReactNode; id?: string }) {
  return (
    <section id={id} className="mb-12 scroll-mt-20">
      <h2 className="mb-3 font-semibold text-xs text-ink-3 uppercase tracking-[.06em]">{title}</h2>
      {children}
    </section>
  );
}
