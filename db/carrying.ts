import { eq, type SQL, sql } from "drizzle-orm";
import { CERTAIN } from "@/lib/anchoring";
import type { Carried, Group } from "@/lib/carry/carry";
import { carry } from "@/lib/carry/pool";
import type { Account, Viewer } from "@/lib/schemas/user";
import { visibleTo } from "./access";
import type { Connected } from "./annotation-rows";
import type { Writing } from "./events";
import { anchors, annotations, articles, events, progress } from "./schema";

/** Who showed by hand where a mark stands, if anybody did. */
type ByHand = { attachedBy?: string | null; attachedAt?: string | null };
/** A mark and where it last stood, and how sure that was; `visible` is whether the viewer it was read for may see it. */
export type Mark = ByHand & {
  id: string;
  articleId: string;
  quote: string;
  versionId: string;
  start: number;
  end: number;
  confidence: number;
  visible: boolean;
};
/** A place in a new text is no surer than the one it was carried from, and by the same hand. */
export type Placed = Carried & ByHand;
/**
 * The version that marks are carried from. Without `versionId` they come from wherever they stood up to `number`, and not
 * from where the hand put them that put them where they stand in `without`.
 */
export type From = {
  articleId: string;
  versionId: string | null;
  number: number;
  without?: string;
  /** From no place at all that a hand showed. */
  unaided?: true;
};

/** Older texts that are looked into for marks that had no place any more, the newest first, in bytes. */
const OLD_TEXTS = 32 * 1024 * 1024;
/** No version has a higher number. */
const LAST = 2 ** 31 - 1;
/** Rows written at once: each statement stays far below the time that one may take. */
const AT_ONCE = 5_000;

/** All marks of an article, or those of `ids`; deleted ones too, because their authors may put them back. */
export async function marksOf(on: Connected, viewer: Viewer, from: From, ids?: readonly string[]): Promise<Mark[]> {
  const which = ids ? sql`${annotations.id} = any(${array(ids)}::uuid[])` : sql`true`;
  const shown = from.without
    ? sql`a.attached_at is distinct from (select w.attached_at from anchors as w
        where w.annotation_id = ${annotations.id} and w.version_id = ${from.without}::uuid)`
    : sql`true`;
  const unlike = from.unaided ? sql`a.attached_at is null` : shown;
  // Each half has an index of its own.
  const onArticle = (half: SQL) =>
    sql`(${annotations.articleId} = ${from.articleId} and ${annotations.deletedAt} ${half})`;
  const rows = await on.execute<Mark>(sql`
    select ${annotations.id} as id, ${annotations.articleId} as "articleId", ${annotations.exact} as quote, ${visibleTo(viewer)} as visible,
      coalesce(base.version_id, older.version_id, ${annotations.versionId}) as "versionId",
      coalesce(base.start, older.start, ${annotations.start}) as start,
      coalesce(base."end", older."end", ${annotations.end}) as "end",
      -- Where a mark was made it stands beyond doubt.
      case when coalesce(base.version_id, older.version_id, ${annotations.versionId}) = ${annotations.versionId} then 1
        else coalesce(base.confidence, older.confidence) end as confidence,
      coalesce(base.attached_by, older.attached_by) as "attachedBy",
      coalesce(base.attached_at, older.attached_at)::text as "attachedAt"
    from ${annotations}
    left join anchors as base on base.annotation_id = ${annotations.id} and base.version_id = ${from.versionId}::uuid
    left join lateral (
      select a.* from anchors as a join article_versions as v on v.id = a.version_id
      where a.annotation_id = ${annotations.id} and base.annotation_id is null and v.number <= ${from.number} and ${unlike}
        -- Before the version that it is of, its place was that of other words.
        and v.number >= (select own.number from article_versions as own where own.id = ${annotations.versionId})
      order by v.number desc limit 1) as older on true
    where (${onArticle(sql`is null`)} or ${onArticle(sql`is not null`)}) and ${which}`);
  return [...rows];
}

/**
 * Where marks stand in a new text, each from the text in which it last stood: so an orphan comes back when its words do.
 * One whose place was shown by hand, and is gone, from where it stood before: its own words may be there again.
 * @param base the version whose text is at hand
 */
export async function carryMarks(
  on: Connected,
  viewer: Account,
  marks: readonly Mark[],
  to: string,
  base: { versionId: string; text: string } | null,
  places: readonly number[] = [],
): Promise<{ found: Map<string, Placed>; places: number[] }> {
  const byText = new Map<string, Mark[]>();
  for (const mark of marks) {
    const those = byText.get(mark.versionId);
    if (those) those.push(mark);
    else byText.set(mark.versionId, [mark]);
  }
  const texts = await textsOf(
    on,
    [...byText.keys()].filter((id) => id !== base?.versionId),
  );
  if (base) texts.unshift(base);
  const groups = texts.map(({ versionId, text }) => ({ text, marks: byText.get(versionId) ?? [] }));
  const work: Group[] = groups.map(({ text, marks: these }) => ({
    text,
    spans: these,
    quotes: these.map((mark) => mark.quote),
  }));
  const carried = await carry(work, to, places, viewer.id);
  const found = new Map<string, Placed>(marks.map(({ id }) => [id, { anchor: null, standing: "orphaned" }]));
  for (const [i, group] of groups.entries())
    for (const [j, mark] of group.marks.entries()) {
      const one = carried.groups[i]?.[j];
      if (one) found.set(mark.id, { ...noSurer(one, mark.confidence), ...byHand(mark) });
    }
  const lost = marks.filter(({ id, attachedAt }) => attachedAt && !found.get(id)?.anchor);
  if (lost[0]) {
    const from: From = { articleId: lost[0].articleId, versionId: null, number: LAST, unaided: true };
    const before = await marksOf(
      on,
      viewer,
      from,
      lost.map(({ id }) => id),
    );
    const own = await carryMarks(on, viewer, before, to, base);
    for (const [id, placed] of own.found) found.set(id, placed);
  }
  return { found, places: carried.places };
}

/** What nobody has checked stays to be checked, however well its words are carried on. */
function noSurer(carried: Carried, than: number): Carried {
  const { anchor, standing } = carried;
  if (!anchor || anchor.confidence <= than) return carried;
  return {
    anchor: { ...anchor, confidence: than },
    standing: standing === "kept" && than < CERTAIN ? "moved" : standing,
  };
}

const byHand = ({ attachedBy = null, attachedAt = null }: ByHand) => ({ attachedBy, attachedAt });

async function textsOf(on: Connected, ids: readonly string[]): Promise<{ versionId: string; text: string }[]> {
  if (!ids.length) return [];
  return on.execute<{ versionId: string; text: string }>(sql`
    select id as "versionId", text from (
      select id, text, sum(octet_length(text)) over (order by number desc) as sum
      from article_versions where id = any(${array(ids)}::uuid[])) as old
    where sum <= ${OLD_TEXTS} order by sum`);
}

/**
 * Writes where marks stand in a version; what has no place there gets no row. `written` hears what share is done, by whole
 * steps: how many marks there are is told to nobody.
 */
export async function anchorIn(
  tx: Writing,
  versionId: string,
  found: ReadonlyMap<string, Placed>,
  written: (share: number) => void = () => {},
): Promise<void> {
  const placed = [...found].flatMap(([id, { anchor, ...by }]) => (anchor ? [{ id, ...anchor, ...byHand(by) }] : []));
  const steps = Math.max(1, Math.ceil(placed.length / AT_ONCE));
  for (let step = 0; step < steps; step++) {
    const from = step * AT_ONCE;
    const some = placed.slice(from, from + AT_ONCE);
    const column = (name: keyof (typeof some)[number]) => array(some.map((one) => one[name]));
    // A mark that went for good meanwhile is left out.
    await tx.execute(sql`
      insert into ${anchors} (annotation_id, version_id, start, "end", how, confidence, attached_by, attached_at)
      select m.id, ${versionId}::uuid, m.start, m."end", m.how, m.confidence, m.attached_by, m.attached_at
      from unnest(${column("id")}::uuid[], ${column("start")}::int[], ${column("end")}::int[], ${column("how")}::text[], ${column("confidence")}::real[],
          ${column("attachedBy")}::uuid[], ${column("attachedAt")}::timestamptz[])
        as m(id, start, "end", how, confidence, attached_by, attached_at)
      join ${annotations} on ${annotations.id} = m.id
      on conflict (annotation_id, version_id) do update set start = excluded.start, "end" = excluded."end", how = excluded.how,
        confidence = excluded.confidence, attached_by = excluded.attached_by, attached_at = excluded.attached_at`);
    written((step + 1) / steps);
  }
}

/** The marks that were written or moved on an article after its event `seq`, and the number of its last event. */
export async function lateMarks(tx: Writing, articleId: string, seq: number): Promise<{ seq: number; ids: string[] }> {
  const [row] = await tx
    .select({
      seq: articles.eventSeq,
      ids: sql<string[]>`array(select distinct e.subject_id from ${events} as e
        where e.article_id = ${articleId} and e.seq > ${seq} and e.kind = 'annotation')`,
    })
    .from(articles)
    .where(eq(articles.id, articleId));
  return row ?? { seq, ids: [] };
}

/** Forgets where marks stand in a version, before they are placed in it anew. */
export const unanchor = (tx: Writing, versionId: string, ids: readonly string[]) =>
  tx
    .delete(anchors)
    .where(sql`${anchors.versionId} = ${versionId} and ${anchors.annotationId} = any(${array(ids)}::uuid[])`);

/** The places that readers of an article have come to, each once. */
export async function placesIn(on: Connected, articleId: string): Promise<number[]> {
  const rows = await on
    .selectDistinct({ place: progress.place })
    .from(progress)
    .where(sql`${progress.articleId} = ${articleId} and ${progress.place} > 0`);
  return rows.map((row) => row.place);
}

/** Moves readers' places to where they lie in the new text. */
export async function movePlaces(tx: Writing, articleId: string, was: readonly number[], now: readonly number[]) {
  if (!was.length) return;
  await tx.execute(sql`
    update ${progress} set place = m.now from unnest(${array(was)}::int[], ${array(now)}::int[]) as m(was, now)
    where ${progress.articleId} = ${articleId} and ${progress.place} = m.was and m.was <> m.now`);
}

/** Ids, numbers, times and words without signs, as PostgreSQL writes an array: thousands of them are one parameter. */
const array = (values: readonly (string | number | null)[]) => `{${values.map((value) => value ?? "null").join(",")}}`;
