import type { Sql } from "postgres";
import { v7 as uuid } from "uuid";

const WORDS =
  `river valley bridge engineer winter record stone gauge meadow early flood council farmer survey market harvest letter
  orchard signal border ledger harbour teacher archive number question answer morning window evening paper journey
  measure weight pattern season custom village neighbour argument witness promise result reason method figure proof`.split(
    /\s+/,
  );

/** Prose of about `length` UTF-16 units in paragraphs, the same on every run. */
export function essay(length: number): string {
  let x = 42;
  const next = (n: number) => {
    x = (x * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((x / 2_147_483_648) * n);
  };
  const paragraphs: string[] = [];
  for (let size = 0; size < length; size += paragraphs.at(-1)!.length + 2) {
    const sentences = Array.from({ length: 4 + next(4) }, () => {
      const words = Array.from({ length: 8 + next(14) }, () => WORDS[next(WORDS.length)]!);
      return `${words[0]![0]!.toUpperCase()}${words.join(" ").slice(1)}.`;
    });
    paragraphs.push(sentences.join(" "));
  }
  return paragraphs.join("\n\n");
}

/** Writes `count` marks of one person, spread over an article, straight into the tables. */
export async function seedMarks(sql: Sql, articleId: string, authorId: string, count: number) {
  const [version] = await sql<{ id: string; text: string }[]>`
    select v.id, v.text from article_versions v join articles a on a.current_version_id = v.id where a.id = ${articleId}`;
  if (!version || count === 0) return;
  const kinds = ["claim", "quote", "evidence", "note"];
  const step = Math.floor(version.text.length / count);
  const rows = Array.from({ length: count }, (_, i) => {
    const start = i * step;
    const end = start + Math.min(60, step + 20);
    return {
      id: uuid(),
      article_id: articleId,
      version_id: version.id,
      author_id: authorId,
      kind: kinds[i % 4]!,
      layer: "private",
      exact: version.text.slice(start, end),
      prefix: version.text.slice(Math.max(0, start - 32), start),
      suffix: version.text.slice(end, end + 32),
      start,
      end,
      body: `A note of some words on this passage, the ${i + 1}th of them.`,
      sent_hash: String(i),
    };
  });
  for (let i = 0; i < rows.length; i += 500) {
    const part = rows.slice(i, i + 500);
    await sql`insert into annotations ${sql(part)}`;
    await sql`insert into anchors ${sql(part.map((r) => ({ annotation_id: r.id, version_id: r.version_id, start: r.start, end: r.end, how: "exact", confidence: 1 })))}`;
  }
}

/**
 * A class reads an article: `people` in a group of `ownerId`, `notes` of theirs on it with answers, reactions, questions and
 * tags. Two in five stand on a few dozen passages that many speak of. The same on every run, but for ids and times.
 */
export async function seedCrowd(
  sql: Sql,
  articleId: string,
  ownerId: string,
  { notes, people }: { notes: number; people: number },
) {
  const [version] = await sql<{ id: string; text: string }[]>`
    select v.id, v.text from article_versions v join articles a on a.current_version_id = v.id where a.id = ${articleId}`;
  if (!version) throw new Error("the article is not there");
  // mulberry32
  let x = 7;
  const next = (n: number) => {
    x = (x + 0x6d2b79f5) | 0;
    let t = Math.imul(x ^ (x >>> 15), 1 | x);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * n);
  };
  const said = (words: number) => Array.from({ length: words }, () => WORDS[next(WORDS.length)]!).join(" ");
  const group = uuid();
  const readers = Array.from({ length: people }, (_, i) => ({
    id: uuid(),
    name: `${FIRST[i % FIRST.length]} ${LAST[(i * 7) % LAST.length]}`,
  }));
  await sql`insert into users ${sql(readers)}`;
  await sql`insert into groups ${sql({ id: group, name: "The lecture", created_by: ownerId })}`;
  await sql`insert into memberships ${sql([
    { group_id: group, user_id: ownerId, role: "owner" },
    ...readers.map((r) => ({ group_id: group, user_id: r.id, role: "member" })),
  ])}`;
  await sql`insert into readings ${sql({ group_id: group, article_id: articleId, added_by: ownerId })}`;
  const someone = () => readers[next(people)]!.id;
  const busy = Array.from({ length: 36 }, () => next(version.text.length - 200));
  const kinds = ["claim", "quote", "evidence", "note"];
  const rows = Array.from({ length: notes }, (_, i) => {
    const start = next(5) < 2 ? busy[next(busy.length)]! + next(40) : next(version.text.length - 200);
    const end = start + 20 + next(140);
    return {
      id: uuid(),
      article_id: articleId,
      version_id: version.id,
      author_id: someone(),
      kind: kinds[next(4)]!,
      layer: "group",
      group_id: group,
      exact: version.text.slice(start, end),
      prefix: version.text.slice(Math.max(0, start - 32), start),
      suffix: version.text.slice(end, end + 32),
      start,
      end,
      body: next(4) === 0 ? "" : `${said(6 + next(50))}.`,
      question: next(8) === 0,
      sent_hash: String(i),
    };
  });
  const some = () => rows[next(rows.length)]!.id;
  const parts = <T>(all: T[]) =>
    Array.from({ length: Math.ceil(all.length / 500) }, (_, i) => all.slice(i * 500, i * 500 + 500));
  for (const part of parts(rows)) {
    await sql`insert into annotations ${sql(part)}`;
    await sql`insert into anchors ${sql(part.map((r) => ({ annotation_id: r.id, version_id: r.version_id, start: r.start, end: r.end, how: "exact", confidence: 1 })))}`;
  }
  const tagged = rows
    .filter(() => next(3) === 0)
    .map((r) => ({ annotation_id: r.id, tag: WORDS[next(12)]!, position: 0 }));
  const answers = Array.from({ length: notes * 1.5 }, () => ({
    id: uuid(),
    annotation_id: some(),
    author_id: someone(),
    body: `${said(12)}.`,
    sent_hash: "",
  }));
  const pressed = Array.from({ length: notes * 2 }, () => ({
    id: uuid(),
    annotation_id: some(),
    user_id: someone(),
    what: ["agree", "helpful", "question"][next(3)]!,
  }));
  const opened = rows.filter(() => next(2) === 0).map((r) => ({ user_id: ownerId, annotation_id: r.id }));
  for (const part of parts(tagged)) await sql`insert into tags ${sql(part)}`;
  for (const part of parts(answers)) await sql`insert into replies ${sql(part)}`;
  for (const part of parts(pressed)) await sql`insert into reactions ${sql(part)} on conflict do nothing`;
  for (const part of parts(opened)) await sql`insert into reads ${sql(part)}`;
}

const FIRST = [
  "Ada",
  "Bilal",
  "Chiara",
  "Dmitri",
  "Esi",
  "Farah",
  "Goran",
  "Hana",
  "Ivo",
  "Jun",
  "Kofi",
  "Lena",
  "Mara",
  "Noor",
  "Oskar",
];
const LAST = [
  "Byron",
  "Marsh",
  "Ode",
  "Ferris",
  "Holt",
  "Mensah",
  "Keller",
  "Okafor",
  "Lindqvist",
  "Tanaka",
  "Rossi",
  "Novak",
  "Dubois",
];

/** Everyone else's: `count` annotations by 2,000 people in 200 groups on 10,000 articles, made inside the database. */
export async function seedWorld(sql: Sql, count: number) {
  await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`insert into users (id, name) select gen_random_uuid(), 'Reader ' || n from generate_series(1, 2000) n`;
    await tx`create temp table w_users on commit drop as select id, row_number() over () - 1 as n from users where name like 'Reader %'`;
    await tx`insert into groups (id, name, created_by) select gen_random_uuid(), 'Group ' || n, (select id from w_users where w_users.n = g.n % 2000) from generate_series(1, 200) g(n)`;
    await tx`create temp table w_groups on commit drop as select id, row_number() over () - 1 as n from groups where name like 'Group %'`;
    await tx`insert into memberships (group_id, user_id) select g.id, u.id from w_groups g join w_users u on u.n % 200 = g.n or u.n % 197 = g.n on conflict do nothing`;
    await tx`insert into articles (id, title, created_by, visibility) select gen_random_uuid(), 'World ' || n, (select id from w_users where w_users.n = a.n % 2000), case when n % 3 = 0 then 'public' else 'private' end from generate_series(1, 10000) a(n)`;
    await tx`create temp table w_articles on commit drop as select id, created_by, row_number() over () - 1 as n, gen_random_uuid() as version from articles where title like 'World %'`;
    await tx`insert into article_versions (id, article_id, number, tree, text, text_hash, words, bytes, made_by) select version, id, 1, '{"type":"root","children":[]}', repeat('word ', 400), 'x', 400, 2000, created_by from w_articles`;
    await tx`update articles a set current_version_id = w.version from w_articles w where w.id = a.id`;
    await tx`insert into readings (group_id, article_id, added_by) select g.id, a.id, a.created_by from w_articles a join w_groups g on g.n = a.n % 200`;
    await tx`insert into shelf (user_id, article_id) select created_by, id from w_articles`;
    await tx`
      insert into annotations (id, article_id, version_id, author_id, kind, layer, group_id, exact, prefix, suffix, start, "end", body, sent_hash)
      select gen_random_uuid(), a.id, a.version, u.id, (array['claim','quote','evidence','note'])[1 + s.n % 4],
        case s.n % 3 when 0 then 'private' when 1 then 'group' else 'public' end, case when s.n % 3 = 1 then g.id end,
        'word word', '', '', s.n % 1900, s.n % 1900 + 9, 'A note.', ''
      from generate_series(1, ${count}::int) s(n) join w_articles a on a.n = s.n % 10000 join w_users u on u.n = s.n % 2000 join w_groups g on g.n = a.n % 200`;
    await tx`insert into anchors (annotation_id, version_id, start, "end", how, confidence) select id, version_id, start, "end", 'exact', 1 from annotations an where version_id in (select version from w_articles)`;
  });
}
