"use client";
import { useEffect, useRef, useState } from "react";
import { decisionWords } from "@/components/moderation/decided";
import type { Decision } from "@/lib/schemas/moderation";
import { call } from "./client";
import { useReader } from "./store";

/** What of this reader's own is hidden here, with why: they alone see it. Asked for again when a note of theirs, or a reply, goes. */
export function Withheld({ first }: { first: readonly Decision[] }) {
  const me = useReader((r) => r.viewer?.id);
  const articleId = useReader((r) => r.article.id);
  const annotations = useReader((r) => r.annotations);
  const [items, setItems] = useState(first);
  const mine = me ? annotations.reduce((n, one) => n + (one.author.id === me ? 1 : 0), 0) : 0;
  const said = annotations.reduce((n, one) => n + one.replyCount, 0);
  const before = useRef({ mine, said });
  const ofReplies = items.some((one) => one.subject?.kind === "reply");
  useEffect(() => {
    const was = before.current;
    // A reply that went may have been hidden; one that came may be mine again. What others add is no reason to ask.
    if (me && (was.mine !== mine || said < was.said || (ofReplies && said > was.said)))
      void call<{ items: Decision[] }>("GET", `withheld?article=${articleId}`).then(
        (found) => found.ok && setItems(found.value.items),
      );
    before.current = { mine, said };
  }, [mine, said, ofReplies, me, articleId]);
  if (items.length === 0) return null;
  return (
    <section aria-label="Hidden notes of yours" role="status" className="mb-6 grid gap-2 font-sans print:hidden">
      {items.map((one) => (
        <div key={one.id} className="grid gap-1 rounded-lg bg-well px-3.5 py-2.5 text-sm">
          <p className="break-words">
            <b className="font-medium">{decisionWords(one)}</b>
            {one.reason && `: ${one.reason}`}
          </p>
          {one.subject && (
            <p dir="auto" className="line-clamp-2 break-words text-ink-2">
              {one.subject.body || one.subject.exact}
            </p>
          )}
        </div>
      ))}
    </section>
  );
}
