import { byFamilyName, collatorFor } from "./names";
import type { Goal, Goals, Standing } from "./schemas/assignment";
import type { StudentPoints } from "./schemas/points";
import type { Column, PointsColumn, PointsQuery, StandingsQuery, TableQuery, Which } from "./schemas/standings";

/** The table of those who are to read: what stands in it, in which order, and what it comes to. */

export const KINDS_AND_REPLIES = ["claim", "quote", "evidence", "note", "reply"] as const;
const GOAL_ORDER: readonly Goal[] = [...KINDS_AND_REPLIES, "spread", "prompts"];

/** The goals that have a column: those that are asked; where none is, everything that is counted. */
export const columnsOf = (goals: Goals): readonly Goal[] => {
  const asked = GOAL_ORDER.filter((goal) => goals[goal] !== undefined);
  return asked.length > 0 ? asked : KINDS_AND_REPLIES;
};
/** How many a goal asks for; null where nothing is. */
export const wanted = (goals: Goals, goal: Goal, promptsInAll: number): number | null =>
  goal === "prompts" ? (goals.prompts && promptsInAll > 0 ? promptsInAll : null) : (goals[goal] ?? null);

/** A row of the table. */
export type Stands = Standing & { points: number | null };
/** One who is in the group no more, and when a lead took them out, where one did. */
export type Gone = Stands & { leftAt: string | null };
type Counts = Pick<Standing, "counts" | "spread" | "prompts">;
export const got = (row: Counts, goal: Goal): number =>
  goal === "spread" ? row.spread : goal === "prompts" ? row.prompts : row.counts[goal];
/** All marks and replies of a student, asked or not. */
export const inAll = ({ counts, prompts }: Counts): number =>
  KINDS_AND_REPLIES.reduce((sum, goal) => sum + counts[goal], 0) + prompts;
/** How many things are still to come. */
export const toCome = ({ missing }: Standing): number => Object.values(missing).reduce((sum, n) => sum + n, 0);

/** More time than the others have, or less. */
const isExtended = (row: Standing, dueAt: string | null) => row.dueAt !== dueAt;

const IS: Record<Which, (row: Standing, dueAt: string | null) => boolean> = {
  done: ({ done }) => done,
  begun: (row) => !row.done && inAll(row) > 0,
  nothing: (row) => !row.done && inAll(row) === 0,
  late: ({ late }) => late > 0,
  extended: isExtended,
  blind: ({ revealed }) => !revealed,
};
export const is = (which: Which, row: Standing, dueAt: string | null): boolean => IS[which](row, dueAt);

/** Names as they are looked for: without accents, in any case. */
const folded = (name: string) => name.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase("en");

type Placed = Pick<Standing, "user" | "section" | "givenName" | "familyName">;
/** A person's name with its parts, as `byFamilyName` takes it. */
export const nameOf = ({ user, givenName, familyName }: Pick<Placed, "user" | "givenName" | "familyName">) => ({
  name: user.name,
  given: givenName ?? null,
  family: familyName ?? null,
});
/** Rows by family name. @param languages the reader's, as `byFamilyName` takes them */
export function byName<T extends Pick<Placed, "user" | "givenName" | "familyName">>(
  rows: readonly T[],
  languages: readonly string[],
): T[] {
  const compare = byFamilyName(languages);
  return rows.toSorted((a, b) => compare(nameOf(a), nameOf(b)));
}

/** Those whose names have all the words, in the section asked for. */
export function narrowed<T extends Placed>(rows: readonly T[], { q, section }: Pick<TableQuery, "q" | "section">): T[] {
  const words = folded(q).split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) =>
      (!section || (row.section?.id ?? "none") === section) &&
      words.every((word) => folded(row.user.name).includes(word)),
  );
}

/**
 * By what a column holds of each, of equals by family name; by family name alone without a key.
 * @param languages the reader's, as `byFamilyName` takes them
 */
export function sorted<T extends Placed>(
  rows: readonly T[],
  down: boolean,
  key: ((row: T) => string | number) | null,
  languages: readonly string[],
): T[] {
  const names = byFamilyName(languages);
  const { compare } = collatorFor(languages);
  const named = (a: T, b: T) => names(nameOf(a), nameOf(b));
  if (!key) return rows.toSorted((a, b) => (down ? -named(a, b) : named(a, b)));
  const compared = (a: T, b: T) => {
    const [one, other] = [key(a), key(b)];
    return typeof one === "string" || typeof other === "string" ? compare(String(one), String(other)) : one - other;
  };
  return rows.toSorted((a, b) => (down ? -compared(a, b) : compared(a, b)) || named(a, b));
}

/** The sections that anybody of them is in. */
export const sectionsIn = (rows: readonly Placed[]): { id: string; name: string }[] => [
  ...new Map(rows.flatMap(({ section }) => (section ? [[section.id, section]] : []))).values(),
];

/** The rows that a query asks for, in its order; of equals by family name. */
export function shown(
  rows: readonly Stands[],
  query: StandingsQuery,
  dueAt: string | null,
  languages: readonly string[] = [],
): Stands[] {
  const found = narrowed(rows, query).filter((row) => !query.only || is(query.only, row, dueAt));
  const { by, down } = query.sort;
  return sorted(found, down, by === "name" ? null : (row) => keyOf(row, by), languages);
}

/** The same of points. */
export function pointsShown(
  rows: readonly StudentPoints[],
  { sort, ...query }: PointsQuery,
  languages: readonly string[] = [],
): StudentPoints[] {
  const { by, down } = sort;
  const found = narrowed(rows, query);
  return sorted(found, down, by === "name" ? null : (row) => pointsKey(row, by), languages);
}

function pointsKey(row: StudentPoints, by: Exclude<PointsColumn, "name">): string | number {
  switch (by) {
    case "section":
      return row.section?.name ?? "";
    case "points":
    case "late":
      return row[by];
    default:
      return row.goals.find(({ goal }) => goal === by)?.points ?? 0;
  }
}

function keyOf(row: Stands, by: Exclude<Column, "name">): string | number {
  switch (by) {
    case "section":
      return row.section?.name ?? "";
    case "standing":
      return row.done ? -1 : toCome(row);
    case "passages":
      return row.passages;
    case "points":
      return row.points ?? 0;
    case "all":
      return inAll(row);
    default:
      return got(row, by);
  }
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/** What all of them come to. */
export const summed = (rows: readonly Standing[], dueAt: string | null) => ({
  all: rows.length,
  ...(Object.fromEntries(
    (Object.keys(IS) as Which[]).map((which) => [which, rows.filter((row) => is(which, row, dueAt)).length]),
  ) as Record<Which, number>),
  passages: median(rows.map(({ passages }) => passages)),
});
export type Summed = ReturnType<typeof summed>;
