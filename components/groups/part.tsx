import type { ReactNode } from "react";

/** A part of a group's page under its own small heading. */
export function Part({
  title,
  children,
  id,
  actions,
}: {
  title: string;
  children: ReactNode;
  id?: string;
  /** Beside the heading. */
  actions?: ReactNode;
}) {
  const heading = <h2 className="mb-3 font-semibold text-ink-3 text-xs uppercase tracking-[.06em]">{title}</h2>;
  return (
    <section id={id} className="mb-12 scroll-mt-20">
      {actions ? (
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          {heading}
          {actions}
        </div>
      ) : (
        heading
      )}
      {children}
    </section>
  );
}
