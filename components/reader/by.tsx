import type { GroupOfReading } from "@/lib/schemas/group";
import type { Person } from "@/lib/schemas/user";

type Place = { groupId: string | null; withUser?: Person | null };

const groupOf = ({ groupId, withUser }: Place, groups: readonly GroupOfReading[]) =>
  // Between two alone, one of whom leads, everybody is shown by their own name.
  withUser ? undefined : groups.find((g) => g.id === groupId);

/** As whom the others see what this reader writes there, where that is a made-up name. */
export const calledIn = (place: Place, groups: readonly GroupOfReading[]): Person | null =>
  groupOf(place, groups)?.called ?? null;

/** The same of whose words these are: null of everybody but the reader. */
export const calledAs = (
  author: Person | null,
  place: Place,
  groups: readonly GroupOfReading[],
  me: string | undefined,
): Person | null => (me !== undefined && author?.id === me ? calledIn(place, groups) : null);

/**
 * The name that may stand in words which all of a group read: a student's own one would unmask them. Null where their
 * instructor, who is shown that one alone, has no other to write.
 */
export function quotedAs(
  author: Person,
  place: Place,
  groups: readonly GroupOfReading[],
  me: string | undefined,
): string | null {
  if (author.id === me) return calledIn(place, groups)?.name ?? author.name;
  const group = groupOf(place, groups);
  return group?.pseudonyms && group.leads && !author.pseudonym ? null : author.name;
}

/** Whose words they are: one's own with the name that others see them under, where it is another. For a flexbox. */
export const By = ({ person, called }: { person: Person; called: Person | null }) =>
  called ? (
    <>
      <b className="font-[550] text-ink">You</b>{" "}
      <span data-seen className="truncate text-ink-2" title={`You, seen by others as ${called.name}`}>
        <span>· </span>seen as <i className="text-ink">{called.name}</i>
      </span>
    </>
  ) : (
    <b className="min-w-0 truncate font-[550] text-ink" title={person.name}>
      {person.name}
    </b>
  );
/** Of the flexbox around it where the margin is narrow: that name has a line to itself there. */
export const wraps = (called: Person | null) =>
  called
    ? "bar:max-rail:flex-wrap bar:max-rail:[&>[data-seen]]:order-last bar:max-rail:[&>[data-seen]]:basis-full bar:max-rail:[&>[data-seen]]:whitespace-normal bar:max-rail:[&>[data-seen]>span]:hidden"
    : "";
