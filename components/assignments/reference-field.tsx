"use client";
import type { Act } from "@/components/ui/act";
import { ActionForm } from "@/components/ui/form";
import { KindTag } from "@/components/ui/kind";
import type { ChoosableMark } from "@/lib/schemas/points";

/** My marks in the texts of an assignment, and which of them students' work is compared with. */
export function ReferenceField({
  action,
  assignmentId,
  marks,
}: {
  action: Act;
  assignmentId: string;
  marks: readonly ChoosableMark[];
}) {
  if (marks.length === 0)
    return (
      <p className="max-w-prose text-ink-2 text-sm">
        You have no marks in these texts that could be compared with. Mark what a good reading would find, for yourself
        alone, and choose it here.
      </p>
    );
  // What nobody has seen serves best.
  const offered = marks.toSorted((a, b) => Number(a.shared) - Number(b.shared));
  const many = new Set(marks.map(({ articleId }) => articleId)).size > 1;
  return (
    <ActionForm
      action={action}
      submit="Compare with these"
      look="plain"
      done="Saved. Students see these marks once they were due."
      className="grid gap-4"
    >
      <input type="hidden" name="assignmentId" value={assignmentId} />
      <fieldset>
        <legend className="sr-only">Your marks</legend>
        <ul>
          {offered.map((mark) => (
            <li key={mark.annotationId} className="border-line border-t">
              <label className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-3 py-2.5 text-sm">
                <input
                  type="checkbox"
                  name="marks[]"
                  value={mark.annotationId}
                  defaultChecked={mark.chosen}
                  className="mt-1 size-4 accent-ink"
                />
                <span className="grid min-w-0 gap-0.5">
                  <span dir="auto" className="line-clamp-2 break-words font-serif text-[1.0625rem]">
                    {mark.exact}
                  </span>
                  <span className="flex flex-wrap items-baseline gap-x-2 text-ink-2 text-xs">
                    <KindTag kind={mark.kind} />
                    {mark.shared ? (mark.chosen ? "for the group" : "for the group, which can see it now") : "only you"}
                    {many && ` · ${mark.articleTitle}`}
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
    </ActionForm>
  );
}
