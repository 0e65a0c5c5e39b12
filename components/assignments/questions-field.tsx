"use client";
import Link from "next/link";
import { useRef, useState } from "react";
import { call } from "@/components/reader/client";
import { useToast } from "@/components/ui/toast";
import type { Prompt } from "@/lib/schemas/assignment";
import { Order } from "./order";
import { shortened } from "./shortened";

/** The questions of an assignment in the order in which students meet them. Moving one takes effect at once. */
export function QuestionsField({
  assignment: { id, groupId },
  questions,
}: {
  assignment: { id: string; groupId: string };
  questions: readonly Prompt[];
}) {
  const toast = useToast();
  const [order, setOrder] = useState(questions);
  const sent = useRef<Promise<unknown>>(Promise.resolve());
  const last = useRef(0);
  const move = (one: Prompt, to: number) => {
    const was = order;
    const next = was.filter((each) => each !== one).toSpliced(to, 0, one);
    setOrder(next);
    const mine = ++last.current;
    const { annotationId } = one;
    // One after the other: each names the place that it saw.
    sent.current = sent.current.then(async () => {
      const path = `assignments/${id}/prompts/${annotationId}`;
      const outcome = await call<{ items: Prompt[] }>("PUT", path, { body: { position: to } });
      if (mine !== last.current) return;
      setOrder(outcome.ok ? outcome.value.items : was);
      toast({ text: outcome.ok ? `It is question ${to + 1} of ${next.length} now.` : outcome.message, stays: 4000 });
    });
  };
  if (order.length === 0)
    return (
      <p className="text-ink-2 text-sm">
        None is asked yet. Open the text, mark a passage for the group, and make your note a question of this assignment
        in its menu.
      </p>
    );
  return (
    <ol aria-label="Questions" className="grid">
      {order.map((one, at) => {
        const words = shortened(one.body) || "A question without words";
        return (
          <li key={one.annotationId} className="flex items-baseline gap-3 border-line border-t py-2 first:border-t-0">
            <span className="w-5 shrink-0 text-right text-ink-3 text-sm tabular-nums" aria-hidden>
              {at + 1}
            </span>
            <Link
              href={`/articles/${one.articleId}?layer=${groupId}#${one.annotationId}`}
              className="min-w-0 flex-1 break-words text-sm underline decoration-line-2/60 underline-offset-4 hover:decoration-ink"
            >
              {words}
            </Link>
            <Order name={words} first={at === 0} last={at === order.length - 1} onMove={(by) => move(one, at + by)} />
          </li>
        );
      })}
    </ol>
  );
}
