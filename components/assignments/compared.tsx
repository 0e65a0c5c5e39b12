import Link from "next/link";
import type { ReactNode } from "react";
import { Blocks } from "@/components/reader/blocks";
import { KindTag } from "@/components/ui/kind";
import { parse } from "@/lib/markdown";
import type { Compared } from "@/lib/schemas/points";

/** Each mark of the instructor's beside what the student marked nearest to it. Nothing before it may be seen. */
export function ComparedMarks({
  items,
  mine,
  name,
  groupId,
}: {
  items: readonly Compared[];
  mine: boolean;
  name: string;
  groupId: string;
}) {
  if (items.length === 0) return null;
  const met = items.filter(({ own }) => own !== null).length;
  const many = new Set(items.map(({ mark }) => mark.articleId)).size > 1;
  return (
    <section aria-labelledby="reference" className="mb-12">
      <h2 id="reference" className="font-semibold font-serif text-xl tracking-tight">
        {mine ? "You" : name} and the reference
      </h2>
      <p className="mt-1 mb-5 max-w-prose text-ink-2 text-sm">
        The instructor’s own reading beside {mine ? "yours" : "theirs"}: {met} of {items.length} of its passages{" "}
        {mine ? "you" : "they"} marked too, in whole or in part. It is one reading among several.
      </p>
      <ol>
        {items.map(({ mark, own }) => (
          <li key={mark.annotationId} className="grid gap-x-10 gap-y-4 border-line border-t py-5 sm:grid-cols-2">
            <Mark
              by="The instructor"
              {...mark}
              href={mark.shared ? `/articles/${mark.articleId}?layer=${groupId}#${mark.annotationId}` : null}
            >
              {many && mark.articleTitle}
            </Mark>
            {own ? (
              <Mark
                by={mine ? "You" : name}
                {...own}
                href={`/articles/${mark.articleId}?layer=${groupId}#${own.annotationId}`}
              >
                {own.position === 1
                  ? "The same passage"
                  : `${Math.max(1, Math.round(own.position * 100))}% of the passage`}
                , {own.sameKind ? "the same kind" : "another kind"}
              </Mark>
            ) : (
              <p className="self-center text-ink-3 text-sm">{mine ? "You" : "They"} marked nothing here.</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Mark({
  by,
  kind,
  exact,
  body,
  href,
  children,
}: {
  by: string;
  kind: "claim" | "quote" | "evidence" | "note";
  exact: string;
  body: string;
  href: string | null;
  children: ReactNode;
}) {
  const passage = (
    <q dir="auto" className="line-clamp-4 break-words font-serif text-[1.0625rem] leading-[1.5]">
      {exact}
    </q>
  );
  return (
    <div className="grid min-w-0 grid-cols-1 content-start gap-1.5">
      <p className="flex flex-wrap items-baseline gap-x-2 text-ink-2 text-xs">
        <span className="font-medium text-ink">{by}</span> <KindTag kind={kind} />
        {children && <span>{children}</span>}
      </p>
      {href ? (
        <Link href={href} className="underline-offset-4 hover:underline">
          {passage}
        </Link>
      ) : (
        passage
      )}
      {body.trim() && (
        <div className="grid grid-cols-1 gap-1 break-words text-ink-2 text-sm">
          <Blocks of={parse(body)} className="grid-cols-1 gap-1" />
        </div>
      )}
    </div>
  );
}
