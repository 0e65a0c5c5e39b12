import Link from "next/link";
import { Dotted, SampleTag } from "@/components/library/particulars";
import { languageOf } from "@/components/ui/language";
import type { ListedGroup } from "@/lib/schemas/group";

export const count = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/** One group as a line of the list: its name, what it is for, how large, and what it read last. */
export function GroupRow({ group }: { group: ListedGroup }) {
  return (
    <li data-row className="grid gap-1.5 border-line border-t py-5">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 className="min-w-0 break-words">
          <Link
            href={`/groups/${group.id}`}
            className="font-semibold font-serif text-[1.2rem] leading-snug tracking-[-0.01em] underline-offset-4 hover:underline"
          >
            {group.name}
          </Link>
        </h2>
        {group.sample && <SampleTag />}
      </div>
      <p className="text-ink-2 text-sm">
        <Dotted
          parts={[
            count(group.members, "member"),
            count(group.readings, "reading"),
            group.kind === "public" && "public",
            group.kind === "link" && "open by its link",
            group.role === "owner" && "you are an owner",
            group.role === "lead" && "you lead it",
            group.role === "guest" && "you read along",
            group.archived && "put away",
            group.endsAt && "about to be deleted",
            group.waits > 0 && count(group.waits, "thing waits", "things wait"),
            group.requests > 0 && count(group.requests, "person asks to join", "people ask to join"),
          ]}
        />
      </p>
      {group.latest.length > 0 && (
        <p className="text-ink-2 text-sm">
          Reads{" "}
          {group.latest.map((article, i) => (
            <span key={article.id}>
              {i > 0 && ", "}
              <Link
                href={`/articles/${article.id}?group=${group.id}`}
                {...languageOf(article)}
                className="font-serif text-[0.9375rem] text-ink underline decoration-line-2/60 underline-offset-4 hover:decoration-ink"
              >
                {article.title}
              </Link>
            </span>
          ))}
        </p>
      )}
    </li>
  );
}
