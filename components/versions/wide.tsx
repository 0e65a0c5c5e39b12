import type { ReactNode } from "react";
import { TopBar } from "@/components/shell";
import type { Viewer } from "@/lib/schemas/user";

/** A page that is read as the reader's is: a text, and beside it what belongs to it; after it where there is no room. */
export function Wide({
  viewer,
  title,
  lead,
  aside,
  children,
}: {
  viewer: Viewer;
  title: string;
  lead?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <>
      <TopBar viewer={viewer} />
      <main
        id="content"
        className={`mx-auto grid w-full max-w-[700px] gap-x-16 px-6 pt-12 pb-28 max-bar:px-4 max-bar:pt-8 ${aside ? "rail:max-w-[1140px] rail:grid-cols-[minmax(0,1fr)_340px]" : ""}`}
      >
        <div className="min-w-0">
          <div className="mb-8 grid gap-2">
            <h1 className="font-semibold font-serif text-[2rem] leading-[1.15] tracking-[-0.02em] max-bar:text-[1.65rem]">
              {title}
            </h1>
            {lead && <p className="max-w-prose break-words text-ink-2">{lead}</p>}
          </div>
          {children}
        </div>
        {aside && (
          <aside className="min-w-0 max-rail:mt-14 max-rail:border-line max-rail:border-t max-rail:pt-10 rail:sticky rail:top-[76px] rail:max-h-[calc(100dvh-96px)] rail:self-start rail:overflow-y-auto rail:pb-6">
            {aside}
          </aside>
        )}
      </main>
    </>
  );
}
