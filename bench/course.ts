import type { Sql } from "postgres";
import { v7 as uuid } from "uuid";

/** Numbers that are the same on every run: mulberry32. */
function numbers(seed: number) {
  let x = seed;
  return (n: number) => {
    x = (x + 0x6d2b79f5) | 0;
    let t = Math.imul(x ^ (x >>> 15), 1 | x);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * n);
  };
}

const FIRST =
  "Ada Bilal Chiara Dmitri Esi Farah Goran Hana Ivo Jun Kofi Lena Mara Noor Oskar Pia Quim Rosa Sami Tuva".split(" ");
const LAST = "Byron Marsh Ode Ferris Holt Mensah Keller Okafor Lindqvist Tanaka Rossi Novak Dubois Ibsen Aalto".split(
  " ",
);
const KINDS = ["claim", "quote", "evidence", "note"] as const;
const SAID =
  `the river rises early here and nobody on the board has counted it twice since the gauge was moved so this claim rests
  on one winter alone and I wonder who measured the second peak`.split(/\s+/);

export type Course = { groupId: string; students: { id: string; name: string }[]; sections: string[] };

/** A group of `ownerId` with so many students, in sections of about twenty; straight into the tables. */
export async function seedCourse(sql: Sql, ownerId: string, students: number, name = "The course"): Promise<Course> {
  const groupId = uuid();
  const people = Array.from({ length: students }, (_, i) => ({
    id: uuid(),
    name: `${FIRST[i % FIRST.length]} ${LAST[Math.floor(i / FIRST.length) % LAST.length]}`,
  }));
  const sections = Array.from({ length: Math.ceil(students / 20) }, (_, i) => ({
    ...{ id: uuid(), group_id: groupId, name: `Section ${i + 1}`, position: i },
  }));
  await sql`insert into users ${sql(people)}`;
  await sql`insert into groups ${sql({ id: groupId, name, created_by: ownerId })}`;
  await sql`insert into sections ${sql(sections)}`;
  await sql`insert into memberships ${sql([
    { group_id: groupId, user_id: ownerId, role: "owner", section_id: null },
    ...people.map(({ id }, i) => ({
      ...{ group_id: groupId, user_id: id, role: "member", section_id: sections[i % sections.length]!.id },
    })),
  ])}`;
  return { groupId, students: people, sections: sections.map(({ id }) => id) };
}

type Given = { articleId: string; ownerId: string; title: string; marks: number; goals?: object; reveal?: object };

/**
 * An assignment of a text that is due now, and `marks` of each student on it, with a reply to every fourth: for every tenth
 * student none, for others up to that many, some of them late. Two in five stand on passages that many speak of.
 * @param marks 0 for an assignment without work. @returns its id
 */
export async function seedAssignment(
  sql: Sql,
  course: Course,
  { articleId, ownerId, title, marks, goals, reveal }: Given,
) {
  const [version] = await sql<{ id: string; text: string }[]>`
    select v.id, v.text from article_versions v join articles a on a.current_version_id = v.id where a.id = ${articleId}`;
  if (!version) throw new Error("the article is not there");
  const next = numbers(11);
  const id = uuid();
  const now = Date.now();
  const day = 86_400_000;
  const at = (days: number) => new Date(now + days * day).toISOString();
  await sql`insert into readings ${sql({ group_id: course.groupId, article_id: articleId, added_by: ownerId })} on conflict do nothing`;
  await sql`insert into assignments ${sql({
    ...{ id, group_id: course.groupId, title, time_zone: "Europe/Vienna", created_by: ownerId },
    ...{ due_at: at(-2), late_until: at(3), opens_at: at(-20) },
    goals: sql.json((goals ?? { claim: 3, quote: 2, evidence: 2, reply: 2, spread: 4 }) as never),
    ...(reveal ?? {}),
  })}`;
  await sql`insert into assignment_readings ${sql({ id: uuid(), assignment_id: id, article_id: articleId, position: 0 })}`;
  if (marks === 0) return id;
  const { text } = version;
  // Most readers mark whole sentences, many of them the same ones, and most take one for what it is.
  const sentences = [...text.matchAll(/[^.!?\n]{25,}[.!?]”?/g)].map((found) => ({
    start: found.index + (found[0].length - found[0].trimStart().length),
    end: found.index + found[0].length,
    kind: KINDS[next(4)]!,
    disputed: next(6) === 0,
  }));
  const busy = Array.from({ length: 16 }, () => sentences[next(sentences.length)]!);
  const rows = course.students.flatMap(({ id: author }, s) => {
    const many = s % 10 === 9 ? 0 : s % 3 === 0 ? Math.max(1, next(marks)) : marks;
    return Array.from({ length: many }, () => {
      const at = next(5) < 2 ? busy[next(busy.length)]! : sentences[next(Math.ceil(sentences.length * 0.8))]!;
      const start = at.start + (next(4) === 0 ? Math.min(next(20), at.end - at.start - 10) : 0);
      const { end } = at;
      const made = now - next(20) * day + (s % 7 === 0 ? day : -2 * day);
      return {
        ...{ id: uuid(), article_id: articleId, version_id: version.id, author_id: author },
        kind: next(at.disputed ? 2 : 12) === 0 ? KINDS[next(4)]! : at.kind,
        ...{ layer: "group", group_id: course.groupId, start, end, sent_hash: "" },
        exact: text.slice(start, end),
        prefix: text.slice(Math.max(0, start - 32), start),
        suffix: text.slice(end, end + 32),
        body: next(4) === 0 ? "" : SAID.slice(0, 6 + next(22)).join(" "),
        question: next(9) === 0,
        created_at: new Date(Math.min(now, made)).toISOString(),
      };
    });
  });
  const parts = <T>(all: T[]) =>
    Array.from({ length: Math.ceil(all.length / 500) }, (_, i) => all.slice(i * 500, i * 500 + 500));
  for (const part of parts(rows)) {
    await sql`insert into annotations ${sql(part)}`;
    await sql`insert into anchors ${sql(part.map((r) => ({ annotation_id: r.id, version_id: r.version_id, start: r.start, end: r.end, how: "exact", confidence: 1 })))}`;
  }
  const someone = () => course.students[next(course.students.length)]!.id;
  const answers = rows
    .filter((_, i) => i % 4 === 0)
    .map((row) => ({
      ...{ id: uuid(), annotation_id: row.id, author_id: someone(), sent_hash: "", created_at: row.created_at },
      body: SAID.slice(3, 9 + next(18)).join(" "),
    }));
  for (const part of parts(answers)) await sql`insert into replies ${sql(part)}`;
  const pressed = rows
    .filter(({ question }) => question)
    .map((row) => ({ id: uuid(), annotation_id: row.id, user_id: someone(), what: "question" }));
  for (const part of parts(pressed)) await sql`insert into reactions ${sql(part)} on conflict do nothing`;
  if (reveal)
    await sql`
      insert into reveals ${sql(course.students.filter((_, i) => i % 10 < 8).map((one) => ({ assignment_id: id, user_id: one.id, why: "own", at: at(-15) })))}`;
  const [first, second] = course.students;
  if (first && second)
    await sql`insert into extensions ${sql([first, second].map((one) => ({ id: uuid(), assignment_id: id, user_id: one.id, due_at: at(5) })))}`;
  return id;
}
