import { type Act, ActButton } from "@/components/ui/act";
import { Avatar } from "@/components/ui/avatar";
import type { Blocked } from "@/lib/schemas/moderation";

/** Whom I blocked, each with the way back. */
export function BlockedPeople({ people, unblock, block }: { people: readonly Blocked[]; unblock: Act; block: Act }) {
  if (people.length === 0) return <p className="text-ink-2 text-sm">You have blocked nobody.</p>;
  return (
    <ul>
      {people.map((one) => (
        <li
          key={one.id}
          className="flex items-center gap-3 border-line border-b py-3 text-sm first:pt-0 last:border-b-0"
        >
          <Avatar person={one} />
          <span className="min-w-0 break-words font-medium">{one.name}</span>
          <span className="ml-auto">
            <ActButton
              action={unblock}
              undo={block}
              fields={{ userId: one.id }}
              said={`${one.name} is no longer blocked.`}
              look="plain"
              label={`Unblock ${one.name}`}
            >
              Unblock
            </ActButton>
          </span>
        </li>
      ))}
    </ul>
  );
}
