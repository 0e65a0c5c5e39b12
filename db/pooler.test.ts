import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { sql as query } from "drizzle-orm";
import postgres from "postgres";
import { expect, onTestFinished, test } from "vitest";
import { db, prepare, sql, start, stop } from "./client";
import { refuseSharedSessions } from "./pooler";
import { poolerTo } from "./testing.relay";

const direct = process.env.DATABASE_URL ?? "";
async function pooler(mode: "session" | "transaction") {
  const made = await poolerTo(direct, mode);
  onTestFinished(() => made.close());
  return made;
}

test("a pooler that gives each transaction another session is refused, with what to do", async () => {
  const { url } = await pooler("transaction");
  await expect(prepare(url)).rejects.toMatchObject({
    name: "Refusal",
    message: expect.stringMatching(/transaction mode.*pool_mode = session/),
  });
});

test("a pooler that is slow to answer is not taken for one that shares sessions out", async () => {
  let first: Socket | undefined;
  let isKept = false;
  let held: Promise<void> | null = null;
  const { url, close } = await poolerTo(direct, "session", (client, bytes) => {
    if (bytes.includes("pg_backend_pid")) first ??= client;
    if (bytes.includes("begin")) isKept = true;
    if (held || !isKept || client !== first) return null;
    held = sleep(800);
    return held;
  });
  const client = postgres(url, { max: 1, fetch_types: false });
  try {
    await refuseSharedSessions(url, client, 500);
  } finally {
    await client.end({ timeout: 1 });
    await close();
  }
});

test("a pooler that gives each connection a session is used, with our settings and live updates", async () => {
  const { url } = await pooler("session");
  await stop();
  process.env.DATABASE_URL = url;
  try {
    await start();
    const [found] = await db.execute(
      query`select current_setting('statement_timeout') as timeout, current_setting('jit') as jit`,
    );
    expect(found).toEqual({ timeout: "5s", jit: "off" });
    const heard = new Promise<string>((resolve) => {
      void sql.listen("pooler_test", resolve, () => void sql`select pg_notify('pooler_test', 'heard')`.execute());
    });
    expect(await heard).toBe("heard");
  } finally {
    await stop();
    process.env.DATABASE_URL = direct;
    await start();
  }
});
