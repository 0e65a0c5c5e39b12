import { inArray, sql } from "drizzle-orm";
import { db } from "./client";
import type { Writing } from "./events";
import { enqueue, nudge } from "./jobs";
import { lineOf } from "./notices";
import { notices } from "./schema";
import { setting } from "./settings.mjs";

/**
 * The postman's rounds: which notices are due to be mailed, to whom together. Each is claimed in one transaction, and what
 * became of it since is looked at when the letter is written. Any number of processes may walk at once.
 */

/** The hour of a reader's own morning at which digests leave. */
const MORNING = 7;
/**
 * Letters in a day that one person causes; what they cause beyond goes with the daily digest. It protects from strangers:
 * what those who lead a group tell its members counts for each reader on their own, however large the group.
 */
const PER_ACTOR = 30;
const PER_READER = 20;
/** Hours after the morning in which a lead's digest is still begun. */
const LATE_HOURS = 6;
/** Hours for which more of a line waits while a letter that told of it is unread: of many answers not each is a letter. */
const LINE_HOURS = 1;
/** People served by one round. */
const PEOPLE = 500;

type Due = { id: string; user: string; actor: string | null; led: boolean };

/** For a row of `notices` called `n`: whoever caused it leads the group in which it happened, and whom it tells is in that. */
const LED = sql`exists (select 1 from memberships as l join memberships as m on m.group_id = l.group_id
  where l.group_id = n.group_id and l.user_id = n.actor_id and l.role in ('owner', 'lead') and m.user_id = n.user_id)`;
/** What counts together: all that somebody causes, and apart from it what they tell each member of a group of theirs. */
const budgetOf = ({ actor, user, led }: Omit<Due, "id">): string => (led ? `${actor} ${user}` : `${actor}`);

/** One round at a time, among all processes; another one that finds it under way leaves it to the next. */
async function alone(walk: (tx: Writing) => Promise<Map<string, string[]>>): Promise<number> {
  const bags = await db.transaction(async (tx) => {
    const [free] = await tx.execute<{ yes: boolean }>(sql`select pg_try_advisory_xact_lock(6, 0) as yes`);
    const full = free?.yes ? await walk(tx) : new Map<string, string[]>();
    for (const [userId, ids] of full) await enqueue("notices", { userId, ids }, tx);
    return full;
  });
  nudge("notices");
  return bags.size;
}

const bagged = (due: readonly { id: string; user: string }[]) => {
  const bags = new Map<string, string[]>();
  for (const { id, user } of due) bags.set(user, [...(bags.get(user) ?? []), id]);
  return bags;
};

const mailed = (tx: Writing, ids: readonly string[], now: Date, delivery?: "daily") =>
  ids.length
    ? tx
        .update(notices)
        .set(delivery ? { delivery } : { mailedAt: now.toISOString() })
        .where(inArray(notices.id, [...ids]))
    : undefined;

/**
 * Sends what is to be told at once, once the oldest of somebody's has waited so many seconds for others; what a letter told
 * the beginning of, and nobody has read yet, waits longer.
 * @returns how many letters
 */
export const gather = (now = new Date(), seconds = setting("GLOSS_GATHER")): Promise<number> =>
  alone(async (tx) => {
    // What was read meanwhile needs no mail.
    await tx.execute(sql`
      update ${notices} set delivery = 'off' where mailed_at is null and delivery = 'once' and read_at is not null`);
    const due = await tx.execute<Due>(sql`
      with fresh as (
        select n.*, ${lineOf(sql`n`)} as line from ${notices} as n where n.mailed_at is null and n.delivery = 'once'
      ), told as materialized (
        select distinct n.user_id, ${lineOf(sql`n`)} as line from ${notices} as n
        where n.user_id in (select user_id from fresh) and n.at > ${now.toISOString()}::timestamptz - interval '1 day'
          and n.mailed_at > ${now.toISOString()}::timestamptz - make_interval(hours => ${LINE_HOURS})
          and n.delivery = 'once' and n.read_at is null
      ), ready as (
        select * from fresh where (user_id, line) not in (select user_id, line from told)
      ), waiting as (
        select user_id from ready
        group by user_id having min(at) <= ${now.toISOString()}::timestamptz - make_interval(secs => ${seconds})
        order by min(at) limit ${PEOPLE}
      )
      select n.id, n.user_id as "user", n.actor_id as actor, ${LED} as led from ready as n join waiting on waiting.user_id = n.user_id
      order by n.at`);
    const caused = await causedBy(tx, [...new Set(due.flatMap(({ actor }) => actor ?? []))], now);
    const [go, wait]: [Due[], Due[]] = [[], []];
    for (const user of new Set(due.map((one) => one.user))) {
      const theirs = due.filter((one) => one.user === user);
      const tired = (one: Due) =>
        one.actor !== null && (caused.get(budgetOf(one)) ?? 0) >= (one.led ? PER_READER : PER_ACTOR);
      const leaves = theirs.filter((one) => !tired(one));
      go.push(...leaves);
      wait.push(...theirs.filter((one) => !leaves.includes(one)));
      for (const budget of new Set(leaves.flatMap((one) => (one.actor ? budgetOf(one) : []))))
        caused.set(budget, (caused.get(budget) ?? 0) + 1);
    }
    await mailed(
      tx,
      go.map(({ id }) => id),
      now,
    );
    await mailed(
      tx,
      wait.map(({ id }) => id),
      now,
      "daily",
    );
    return bagged(go);
  });

/** How many letters each of these people has caused in the last day, by `budgetOf`. */
async function causedBy(tx: Writing, actors: readonly string[], now: Date): Promise<Map<string, number>> {
  if (actors.length === 0) return new Map();
  const rows = await tx.execute<Omit<Due, "id"> & { letters: number }>(sql`
    select actor, case when led then "user" end as "user", led, count(distinct ("user", mailed_at))::int as letters
    from (select n.actor_id as actor, n.user_id as "user", n.mailed_at, ${LED} as led from ${notices} as n
      where n.actor_id = any(${sql.param([...actors])}::uuid[]) and n.delivery = 'once'
        and n.mailed_at > ${now.toISOString()}::timestamptz - interval '1 day') as sent
    group by 1, 2, 3`);
  return new Map(rows.map((row) => [budgetOf(row), row.letters]));
}

/**
 * When a digest was due last: at the morning hour of a person's own time zone, of this day or of this week's Monday. Where
 * the clock is put forward over that hour, it is the hour after.
 */
const dueFor = (now: Date, rhythm: "day" | "week", zone: ReturnType<typeof sql>) =>
  sql`((date_trunc('${sql.raw(rhythm)}', (${now.toISOString()}::timestamptz at time zone ${zone}) - interval '${sql.raw(String(MORNING))} hours')
    + interval '${sql.raw(String(MORNING))} hours') at time zone ${zone})`;

/** Everybody who may be due, with the last morning and the last Monday morning. A zone that this server lacks is UTC. */
const mornings = (now: Date) => sql`
  zones as materialized (select name from pg_timezone_names where name in (select time_zone from users)),
  mornings as (
    select u.id, ${dueFor(now, "day", sql`coalesce(z.name, 'UTC')`)} as daily, ${dueFor(now, "week", sql`coalesce(z.name, 'UTC')`)} as weekly
    from users as u left join zones as z on z.name = u.time_zone
    where u.deleted_at is null and u.disabled_at is null and not u.sample and u.email is not null
  )`;

/**
 * Sends the digests that are due: one letter for each person, whatever their rhythms.
 * @returns how many letters
 */
export const digest = (now = new Date()): Promise<number> =>
  alone(async (tx) => {
    await askForLeads(tx, now);
    const due = await tx.execute<{ id: string; user: string }>(sql`
      with ${mornings(now)}
      select n.id, n.user_id as "user" from ${notices} as n join mornings on mornings.id = n.user_id
      where n.mailed_at is null and n.delivery in ('daily', 'weekly')
        and n.at < case n.delivery when 'daily' then mornings.daily else mornings.weekly end
      order by n.at limit 10000`);
    await mailed(
      tx,
      due.map(({ id }) => id),
      now,
    );
    return bagged(due);
  });

/** Asks for a digest of each group, to those who lead it and want one, where anything happened that it would tell. */
async function askForLeads(tx: Writing, now: Date): Promise<void> {
  await tx.execute(sql`
    with ${mornings(now)}, led as (
      select m.user_id, m.group_id, m.joined_at, coalesce(
        (select s.delivery from notice_settings as s where s.user_id = m.user_id and s.kind = 'leading' and s.group_id = m.group_id),
        (select s.delivery from notice_settings as s where s.user_id = m.user_id and s.kind = 'leading' and s.group_id is null),
        'daily') as delivery
      from memberships as m join groups as g on g.id = m.group_id and not g.sample
      where m.role in ('owner', 'lead')
    ), asked as (
      select led.user_id, led.group_id, led.delivery, t.due, t.due - t.period as since
      from led join mornings on mornings.id = led.user_id
      cross join lateral (select case led.delivery when 'daily' then mornings.daily else mornings.weekly end as due,
        case led.delivery when 'daily' then interval '1 day' else interval '7 days' end as period) as t
      where led.delivery in ('daily', 'weekly') and led.joined_at < t.due
        and t.due > ${now.toISOString()}::timestamptz - make_interval(hours => ${LATE_HOURS})
    )
    insert into ${notices} (id, user_id, kind, cause, group_id, at, read_at, delivery)
    select gen_random_uuid(), a.user_id, 'leading', 'leading:' || a.group_id || ':' || extract(epoch from a.due)::bigint, a.group_id,
      a.due - interval '1 microsecond', a.due, a.delivery
    from asked as a
    where not exists (select 1 from ${notices} as n where n.user_id = a.user_id
        and n.cause = 'leading:' || a.group_id || ':' || extract(epoch from a.due)::bigint)
      and (exists (select 1 from annotations as o where o.group_id = a.group_id and o.author_id <> a.user_id and o.created_at >= a.since and o.created_at < a.due)
        or exists (select 1 from replies as r join annotations as o on o.id = r.annotation_id
          where o.group_id = a.group_id and r.author_id <> a.user_id and r.created_at >= a.since and r.created_at < a.due)
        or exists (select 1 from memberships as m where m.group_id = a.group_id and m.user_id <> a.user_id and m.joined_at >= a.since and m.joined_at < a.due)
        or exists (select 1 from join_requests as j where j.group_id = a.group_id and j.outcome is null))
    on conflict (user_id, cause) do nothing`);
}
