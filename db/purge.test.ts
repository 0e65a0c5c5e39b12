import { expect, test } from "vitest";
import { sql } from "./client";
import { purge } from "./purge";

test("what has served its time goes, what may still be needed stays", async () => {
  const [user] = await sql`insert into users (id, name) values (gen_random_uuid(), 'Ada') returning id`;
  const id = user?.id;
  for (const [name, age] of [
    ["old", "8 days"],
    ["young", "10 minutes"],
  ] as const) {
    const then = sql`now() - ${age}::interval`;
    const lapse = name === "old" ? sql`now() - interval '8 days'` : sql`now() + interval '1 day'`;
    await sql`insert into sessions (id, hash, user_id, expires_at) values (gen_random_uuid(), ${name}, ${id}, ${lapse})`;
    await sql`insert into slips (hash, user_id, purpose, expires_at) values (${name}, ${id}, 'reset', ${lapse})`;
    await sql`insert into failures (account, address, at) values (${name}, '::1', ${then})`;
    await sql`insert into imports (id, user_id, title, tree, text, words, created_at)
      values (gen_random_uuid(), ${id}, ${name}, '{}', '', 0, ${then})`;
  }
  await purge();
  expect(await sql`select hash from sessions`).toEqual([{ hash: "young" }]);
  expect(await sql`select hash from slips`).toEqual([{ hash: "young" }]);
  expect(await sql`select account from failures`).toEqual([{ account: "young" }]);
  expect(await sql`select title from imports`).toEqual([{ title: "young" }]);
});
