import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Account } from "@/lib/schemas/user";
import * as articles from "./articles";
import { db } from "./client";
import { publish } from "./publishing";
import { anchors, articleVersions, events } from "./schema";
import { long, manyMarks, next, waiting, whileHeld } from "./testing.versions";
import { article, people } from "./testing.world";
import * as versions from "./versions";

const MARKS = 2_000;
const OLD = long(250);
const NEW = `A new first line.\n\n${OLD.replaceAll("house", "cottage")}`;

/** Where a server is killed: what is held from it, so that it stands still there. */
const POINTS = {
  "between the version's row and its marks": () => sql`lock table anchors in exclusive mode`,
  "when all its marks are written": () => sql`select 1 from users where id = ${ada.id} for no key update`,
  "when it is current, before the commit": () => sql`lock table events in exclusive mode`,
};
let ada: Account;
const servers: ChildProcess[] = [];

beforeAll(async () => {
  ({ ada } = await people("ada"));
  for (const _ of Object.keys(POINTS))
    servers.push(
      spawn(process.execPath, ["--import", "tsx", "db/testing.publisher.ts"], { stdio: ["pipe", "pipe", "inherit"] }),
    );
  await Promise.all(servers.map((server) => once(server.stdout ?? server, "data")));
}, 60_000);
afterAll(() => {
  for (const server of servers) server.kill("SIGKILL");
});

test.each(Object.entries(POINTS))("a server killed %s leaves the old version whole", async (_, lock) => {
  const page = await article(ada, { text: OLD });
  await manyMarks(ada.id, page, MARKS);
  const before = await db
    .select()
    .from(anchors)
    .where(eq(anchors.versionId, page.versionId))
    .orderBy(anchors.annotationId);
  const input = next(page, { markdown: NEW });
  const server = servers.shift();
  const [killed] = await whileHeld(lock(), async () => {
    server?.stdin?.write(`${JSON.stringify({ viewer: ada, articleId: page.id, input })}\n`);
    const pids = await waiting(1);
    server?.kill("SIGKILL");
    if (server) await once(server, "exit");
    return pids;
  });
  await vi.waitFor(async () => {
    const left = await db.execute(sql`select 1 from pg_stat_activity where pid = ${killed}`);
    if (left.length) throw new Error("Its transaction still stands.");
  });

  expect(await articles.read(ada, page.id)).toMatchObject({ revision: 1, version: { number: 1, text: page.text } });
  expect(await versions.list(ada, page.id)).toHaveLength(1);
  expect(await db.$count(articleVersions, eq(articleVersions.articleId, page.id))).toBe(1);
  expect(await db.$count(events, eq(events.articleId, page.id))).toBe(0);
  const after = await db.select().from(anchors).orderBy(anchors.annotationId);
  const here = new Set(before.map((one) => one.annotationId));
  expect(before).toHaveLength(MARKS);
  expect(after.filter((one) => here.has(one.annotationId))).toEqual(before);

  const { version, anchors: counts } = await publish(ada, page.id, input);
  expect(version).toMatchObject({ number: 2, current: true });
  expect(counts.kept + counts.moved).toBe(MARKS);
  expect(await db.$count(anchors, eq(anchors.versionId, version.id))).toBe(MARKS);
});
