import Link from "next/link";
import { Dotted } from "@/components/library/particulars";
import { Avatar } from "@/components/ui/avatar";
import { KindTag } from "@/components/ui/kind";
import { languageOf } from "@/components/ui/language";
import { When } from "@/components/ui/when";
import { Within } from "@/components/ui/within";
import { excerpt } from "@/lib/markdown";
import type { Lately, OpenQuestions } from "@/lib/schemas/group";
import { count } from "./row";

/** What others wrote since the reader was here, the newest first. */
export function News({ items }: { items: readonly Lately[] }) {
  return (
    <ul>
      {items.map(({ id, annotationId, reply, question, kind, exact, body, by, article, at, within }) => (
        <li key={id} data-row className="border-line border-t py-3.5">
          <Link href={`/t/${annotationId}`} className="group/item grid gap-1.5">
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2 text-xs">
              <Avatar person={by} size="sm" />
              <span>
                <span className="font-medium text-ink">{by.name}</span>{" "}
                {reply ? "answered" : question ? "asked" : "noted"}
              </span>
              <When at={at} />
              <Within of={within} />
              <KindTag kind={kind} className="ml-auto" />
            </span>
            {body && (
              <span
                dir="auto"
                className="line-clamp-2 break-words text-base group-hover/item:underline group-hover/item:underline-offset-4"
              >
                {excerpt(body)}
              </span>
            )}
            <Passage exact={exact} article={article} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** What is asked and not settled, the unanswered first. */
export function Questions({ questions }: { questions: OpenQuestions }) {
  return (
    <ul>
      {questions.items.map(({ id, exact, body, by, article, at, answers, asks, within }) => (
        <li key={id} data-row className="border-line border-t py-3.5">
          <Link href={`/t/${id}`} className="group/item grid gap-1.5">
            <span
              {...(body ? languageOf() : languageOf(article))}
              className="line-clamp-2 break-words text-base group-hover/item:underline group-hover/item:underline-offset-4"
            >
              {excerpt(body) || <q className="font-serif">{exact}</q>}
            </span>
            {body && <Passage exact={exact} article={article} />}
            <span className="text-ink-2 text-xs">
              <Dotted
                parts={[
                  <span key="by">
                    {by.name} <When at={at} />
                  </span>,
                  <span key="answers" className={answers === 0 ? "font-medium text-accent" : ""}>
                    {answers === 0 ? "no answer yet" : count(answers, "answer")}
                  </span>,
                  within?.alone || within?.section ? <Within key="within" of={within} /> : null,
                  asks > 0 && `${count(asks, "reader has", "readers have")} it too`,
                ]}
              />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

const Passage = ({ exact, article }: Pick<Lately, "exact" | "article">) => (
  <span className="flex min-w-0 items-baseline gap-2 border-line border-s-2 ps-3 text-sm max-sm:grid max-sm:gap-0.5">
    <span {...languageOf(article)} className="line-clamp-1 font-serif text-[0.9375rem] text-ink-2">
      {exact}
    </span>
    <span
      {...languageOf(article)}
      className="shrink-0 truncate text-ink-3 text-xs max-sm:shrink sm:max-w-[40%]"
      title={article.title}
    >
      {article.title}
    </span>
  </span>
);
