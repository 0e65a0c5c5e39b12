import Link from "next/link";
import { type Act, ActButton } from "@/components/ui/act";
import { When } from "@/components/ui/when";
import { excerpt } from "@/lib/markdown";
import type { Follow, Followed } from "@/lib/schemas/notice";

const WORDS: Record<Followed, string> = { article: "Article", group: "Group", person: "Person", thread: "Thread" };
const PLACES: Record<Followed, string | null> = { article: "/articles", group: "/groups", person: null, thread: "/t" };

/** What somebody follows, each with a button that ends it. */
export function Follows({
  items,
  unfollow,
  followAgain,
}: {
  items: readonly Follow[];
  unfollow: Act;
  followAgain: Act;
}) {
  return (
    <ul aria-label="What you follow">
      {items.map(({ what, id, at, name }) => {
        const called = name === null ? null : what === "thread" ? excerpt(name) : name;
        const place = PLACES[what];
        return (
          <li key={`${what}${id}`} className="flex items-center gap-4 border-line border-t py-4">
            <div className="grid min-w-0 gap-1">
              {called === null ? (
                <span className="text-ink-2">Something that you may not see any more</span>
              ) : place ? (
                <Link href={`${place}/${id}`} className="line-clamp-2 break-words underline-offset-4 hover:underline">
                  {called}
                </Link>
              ) : (
                <span className="break-words">{called}</span>
              )}
              <span className="text-ink-3 text-xs">
                {WORDS[what]} <span aria-hidden>·</span> since <When at={at} />
              </span>
            </div>
            <span className="ml-auto shrink-0">
              <ActButton
                action={unfollow}
                undo={called === null ? undefined : followAgain}
                fields={{ subject: what, id }}
                said={called === null ? "You follow it no more." : `You follow ${called.slice(0, 60)} no more.`}
                look="plain"
                label={`Unfollow ${called ?? "what you may not see any more"}`}
              >
                Unfollow
              </ActButton>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
