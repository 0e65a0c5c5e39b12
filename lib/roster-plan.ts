import type { NameParts } from "./names";
import type { RosterLine } from "./schemas/roster";

/**
 * What a roster changes in a group, worked out from what its leads see of the group already. Whether an address has an
 * account is asked nowhere: an address leads to a member only where they accepted this group's invitation to it.
 */

/** What a roster says of somebody beside who they are. */
type Said = { sectionId: string | null; externalId: string | null } & NameParts;
export type Held = {
  sections: { id: string; name: string }[];
  /** Invitations by mail that nobody accepted yet. */
  pending: ({ id: string; email: string; name: string | null } & Said)[];
  members: ({
    userId: string;
    name: string;
    /** The addresses at which they accepted an invitation into this group. */
    emails: string[];
    /** They were given an account without an address. */
    login: boolean;
  } & Said)[];
};
export type Plan = {
  sections: { id: string; name: string }[];
  place: ({ userId: string } & Said)[];
  say: ({ id: string; name: string } & Said)[];
  /** Invitations to an address that the roster corrected. */
  revoke: string[];
  invite: ({ email: string; name: string } & Said)[];
  make: ({ name: string; section: string | null } & Said)[];
  unchanged: number;
};

const by = <T>(items: readonly T[], keys: (item: T) => (string | null)[]) => {
  const found = new Map<string, T>();
  for (const item of items) for (const key of keys(item)) if (key !== null && !found.has(key)) found.set(key, item);
  return (key: string | null) => (key === null ? undefined : found.get(key));
};
const low = (text: string) => text.toLowerCase();

/** @param newId makes the id of a section */
export function planOf(lines: readonly RosterLine[], held: Held, newId: () => string): Plan {
  const plan: Plan = { sections: [], place: [], say: [], revoke: [], invite: [], make: [], unchanged: 0 };
  const sections = new Map(held.sections.map(({ id, name }) => [low(name), id]));
  const sectionOf = (name: string | null) => {
    if (name === null) return null;
    const known = sections.get(low(name));
    if (known) return known;
    const made = { id: newId(), name };
    sections.set(low(name), made.id);
    plan.sections.push(made);
    return made.id;
  };
  const memberAt = by(held.members, ({ emails }) => emails);
  const memberAs = by(held.members, ({ externalId }) => [externalId]);
  const memberNamed = by(
    held.members.filter(({ login }) => login),
    ({ name }) => [low(name)],
  );
  const pendingAt = by(held.pending, ({ email }) => [email]);
  const pendingAs = by(held.pending, ({ externalId }) => [externalId]);
  const taken = new Set<object>();
  const free = <T extends object>(one: T | undefined) => (one && !taken.has(one) ? one : undefined);
  /** Of two with one name, each has an ID of their own. */
  const namesake = (line: RosterLine) => {
    const one = memberNamed(low(line.name));
    return one && (one.externalId === null || line.externalId === null) ? one : undefined;
  };

  for (const line of lines) {
    const { name, email, externalId, given, family } = line;
    const said = { sectionId: sectionOf(line.section), externalId, given, family };
    const member = free(memberAt(email) ?? memberAs(externalId) ?? (email === null ? namesake(line) : undefined));
    if (member) {
      taken.add(member);
      const { userId, ...now } = member;
      const next = told(now, said);
      if (differ(now, next)) plan.place.push({ userId, ...next });
      else plan.unchanged++;
      continue;
    }
    const pending = free(pendingAt(email) ?? pendingAs(externalId));
    if (pending && (email === null || pending.email === email)) {
      taken.add(pending);
      const next = told(pending, said);
      if (pending.name !== name || differ(pending, next)) plan.say.push({ id: pending.id, name, ...next });
      else plan.unchanged++;
      continue;
    }
    if (pending) {
      taken.add(pending);
      plan.revoke.push(pending.id);
    }
    if (email === null) plan.make.push({ name, section: line.section, ...said });
    else plan.invite.push({ email, name, ...said });
  }
  return plan;
}

/** What a line leaves empty stays as it was. */
const told = (now: Said, said: Said): Said => ({
  sectionId: said.sectionId ?? now.sectionId,
  externalId: said.externalId ?? now.externalId,
  // The parts belong together: one alone would go with another's.
  ...(said.given === null && said.family === null
    ? { given: now.given, family: now.family }
    : { given: said.given, family: said.family }),
});
const differ = (a: Said, b: Said) =>
  a.sectionId !== b.sectionId || a.externalId !== b.externalId || a.given !== b.given || a.family !== b.family;
