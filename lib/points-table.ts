import type { CsvCell } from "./csv";
import { byFamilyName, partsOf } from "./names";
import { GOAL_NAMES } from "./rule";
import type { WorkItem } from "./schemas/assignment";
import type { AllPoints, StudentPoints } from "./schemas/points";
import { byName, nameOf } from "./standings";

/**
 * Points as tables for a spreadsheet, in hundredths at most, with the ids of the roster they came from. Names are those that
 * instructors see: real ones, also where students know each other by others, and the heading says so.
 */

const NAME = "Name (real)";
const FAMILY = "Family name";
const GIVEN = "Given name";
const partsIn = (one: Pick<StudentPoints, "user" | "givenName" | "familyName">) => {
  const { family, given } = partsOf(nameOf(one));
  return [family || null, given || null];
};
/** Who is in the group no more stands below the students, so that nothing that was given is lost, and says so in the last column. */
const LEFT = "Left the group";
/** When a lead took them out, to the minute of UTC, where one did. */
const left = (leftAt: string | null) => (leftAt ? `${leftAt.slice(0, 16)}Z` : "yes");

/** A row for each student, by family name as `byFamilyName` has it: what each goal gave, what being late took, the sum, and why a lead gave other points. */
export function pointsTable(
  { items, gone, worth }: Pick<AllPoints, "items" | "gone" | "worth">,
  languages: readonly string[] = [],
): CsvCell[][] {
  const goals = worth.map(({ goal, max }) => `${GOAL_NAMES[goal]} (of ${max})`);
  return [
    [
      "External id",
      FAMILY,
      GIVEN,
      NAME,
      "Section",
      ...goals,
      "Points",
      "Of",
      "Lost by being late",
      "Why other points were given",
      LEFT,
    ],
    ...[
      ...byName(items, languages).map((one) => ({ ...one, leftOn: null })),
      ...byName(gone, languages).map((one) => ({ ...one, leftOn: left(one.leftAt) })),
    ].map((one) => [
      ...[one.externalId, ...partsIn(one), one.user.name, one.section?.name ?? null],
      ...worth.map(({ goal }) => one.goals.find((of) => of.goal === goal)?.points ?? 0),
      ...[one.points, one.max, one.late],
      one.goals
        .flatMap(({ goal, override }) => (override ? [`${GOAL_NAMES[goal]}: ${override.reason}`] : []))
        .join("\n") || null,
      one.leftOn,
    ]),
  ];
}

const KINDS: Record<WorkItem["goal"], string> = {
  ...{ claim: "claim", quote: "quote", evidence: "evidence", note: "note", reply: "reply", prompts: "answer" },
};

type Worked = { points: StudentPoints; work: readonly WorkItem[] };
/**
 * A row for each note and reply that came in time to count, also where it earned nothing.
 * @param gone who is in the group no more: they alone have something in the last column. @param titles of the texts, by id
 */
export function workTable(
  { items, gone }: { items: readonly Worked[]; gone: readonly (Worked & { leftAt: string | null })[] },
  titles: ReadonlyMap<string, string>,
  languages: readonly string[] = [],
): CsvCell[][] {
  const ordered = <T extends Worked>(of: readonly T[]) => {
    const compare = byFamilyName(languages);
    return of.toSorted((a, b) => compare(nameOf(a.points), nameOf(b.points)));
  };
  const rows = [
    ...ordered(items).map((one) => ({ ...one, leftOn: null })),
    ...ordered(gone).map((one) => ({ ...one, leftOn: left(one.leftAt) })),
  ];
  return [
    [
      ...[
        "External id",
        FAMILY,
        GIVEN,
        NAME,
        "Section",
        "Kind",
        "Text",
        "Passage",
        "Words",
        "Written (UTC)",
        "Days late",
      ],
      ...["Edited days late", "Points", "Counts for", LEFT],
    ],
    ...rows.flatMap(({ points: { externalId, section, goals, ...person }, work, leftOn }) =>
      work
        .filter(({ taken }) => taken)
        .map((item) => {
          const shares = goals.flatMap(({ goal, shares }) =>
            shares
              .filter((one) => one.annotationId === item.annotationId && one.replyId === item.replyId)
              .map(({ points }) => ({ goal, points })),
          );
          const sum = Math.round(shares.reduce((all, one) => all + one.points * 100, 0)) / 100;
          return [
            ...[
              externalId,
              ...partsIn(person),
              person.user.name,
              section?.name ?? null,
              KINDS[item.goal],
              titles.get(item.articleId) ?? null,
            ],
            ...[item.exact, item.body, item.madeAt.slice(0, 19).replace("T", " "), item.daysLate],
            ...[item.editedDaysLate, sum],
            shares.map(({ goal, points }) => `${GOAL_NAMES[goal]} ${points}`).join("; ") || null,
            leftOn,
          ];
        }),
    ),
  ];
}
