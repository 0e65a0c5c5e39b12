import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { request as send } from "node:http";
import { expect, test } from "@playwright/test";
import { cluster } from "../db/testing.cluster";
import { another, bring, enrol, mark } from "./people";
import { serve } from "./server";

/** What stands in a note, a title, an address and a query, and must stand in no line of the log. */
const WORDS = ["canarywords", "canarytitle", "canaryquery"];
const TOKEN = "figures-for-a-monitoring-system";

type Line = { level: number; msg: string; request?: string; [name: string]: unknown };

test("an operator sees each request, each fault and how all fares, and nobody's words", async ({ browser }) => {
  test.setTimeout(120_000);
  const database = await cluster();
  const server = await serve({
    DATABASE_URL: database.url,
    GLOSS_SECRET: "s".repeat(40),
    GLOSS_METRICS_TOKEN: TOKEN,
    GLOSS_SAMPLE: "off",
  });
  const { sql } = database;
  const given = process.env.GLOSS_URL;
  process.env.GLOSS_URL = server.url;
  const lines = (): Line[] =>
    server
      .output()
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line));
  const line = async (found: (one: Line) => boolean) => {
    await expect.poll(() => lines().some(found)).toBe(true);
    return lines().find(found);
  };
  try {
    const page = await another(browser, { baseURL: server.url });
    const person = await enrol(page, "Ada canarytitle");
    const reading = await bring(page);
    const note = await mark(page, reading, "Nobody on the quay waved", { body: "canarywords" });
    const ask = (method: string, path: string, data?: object) =>
      page.request.fetch(path, { method, data, headers: { Origin: server.url, "If-Match": '"1"' } });

    // One line for each request, by the pattern of its route.
    const got = await ask("GET", `/api/v1/annotations/${note.id}?as=canaryquery`);
    expect(got.status()).toBe(200);
    const id = got.headers()["x-request-id"] ?? "";
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await line((one) => one.request === id && one.msg === "request")).toMatchObject({
      level: 30,
      method: "GET",
      route: "/api/v1/annotations/[id]",
      status: 200,
      ms: expect.any(Number),
    });
    const missed = await ask("GET", `/api/v1/annotations/${randomUUID()}`);
    expect((await missed.json()).instance).toBe(`urn:uuid:${missed.headers()["x-request-id"]}`);

    // An upload that its sender gives up is that, and no fault of the database.
    const before = lines().length;
    const upload = send(`${server.url}/api/v1/articles`, {
      method: "POST",
      headers: {
        Origin: server.url,
        "Content-Type": "application/json",
        "Content-Length": 100_000,
        Cookie: (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; "),
      },
    });
    upload.on("error", () => {});
    upload.write('{"text": "canarywords');
    await once(upload, "socket");
    expect((await fetch(`${server.url}/api/v1/health`)).status).toBe(200);
    upload.destroy();
    await line((one) => one.msg === "request" && one.route === "/api/v1/articles" && one.cut === true);
    expect(
      lines()
        .slice(before)
        .filter((one) => one.level > 30),
    ).toEqual([]);

    // A page, a write and a form that fail: each names its request, and the log says why, in few words.
    await sql`alter table annotations rename to annotations_away`;
    const failed = await ask("PATCH", `/api/v1/annotations/${note.id}`, { body: "canarywords again" });
    expect(failed.status()).toBe(500);
    const fault = await line((one) => one.level === 50 && one.request === failed.headers()["x-request-id"]);
    expect(fault).toMatchObject({ err: { cause: { type: "PostgresError", code: "42P01" } } });
    const shown = await page.goto(`/articles/${reading.id}?at=canaryquery`);
    expect(shown?.status()).toBe(500);
    await expect(page.getByText(`To find it in the log: ${shown?.headers()["x-request-id"]}`)).toBeVisible();
    await line((one) => one.level === 50 && one.request === shown?.headers()["x-request-id"]);
    await sql`alter table annotations_away rename to annotations`;

    // A full disk: nothing can be written, which health says until something can.
    await sql`create function refuse() returns trigger language plpgsql as $$
      begin raise exception 'no room for %', new using errcode = '53100'; end $$`;
    await sql`create trigger refuse before insert or update on annotations for each row execute function refuse()`;
    const from = server.output().length;
    const full = await ask("PATCH", `/api/v1/annotations/${note.id}`, { body: "canarywords" });
    expect(full.status()).toBe(503);
    const health = await fetch(`${server.url}/api/v1/health`);
    expect([health.status, (await health.json()).disk]).toEqual([503, "full"]);
    await line((one) => one.msg === "request" && one.request === full.headers()["x-request-id"]);
    expect(server.output().length - from).toBeLessThan(6_000);
    await sql`drop trigger refuse on annotations`;

    // Connections that end in the middle of things.
    await sql`create function vanish() returns trigger language plpgsql as $$
      begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); return new; end $$`;
    await sql`create trigger vanish before update on annotations for each row execute function vanish()`;
    expect((await ask("PATCH", `/api/v1/annotations/${note.id}`, { body: "canarywords" })).status()).toBe(503);
    await sql`drop trigger vanish on annotations`;

    // Figures, for who has the token alone.
    const figures = (token?: string) =>
      fetch(`${server.url}/api/v1/metrics`, { headers: token ? { Authorization: `Bearer ${token}` } : {} });
    for (const token of [undefined, "another", `${TOKEN}x`]) expect((await figures(token)).status).toBe(401);
    const all = await (await figures(TOKEN)).text();
    for (const figure of [
      'gloss_http_requests_total{method="GET",route="/api/v1/annotations/[id]",status="200"} 1',
      'gloss_http_request_duration_seconds_count{route="/articles/[id]"} 1',
      "gloss_event_streams 0",
      "gloss_database_up 1",
      "gloss_mail_waiting 0",
      "process_resident_memory_bytes ",
    ])
      expect(all).toContain(figure);

    const printed = server.output();
    for (const words of [...WORDS, person.email, person.password, "127.0.0.1", "argon2"])
      expect(printed.replaceAll(server.url, "")).not.toContain(words);
    // Once it serves, nothing is printed past the log.
    const beside = printed.slice(printed.indexOf("Gloss is ready")).split("\n");
    expect(beside.filter((one) => one && !one.startsWith("{"))).toEqual([expect.stringMatching(/^Gloss is ready/)]);
  } finally {
    process.env.GLOSS_URL = given;
    await server.stop();
    await database.stop();
  }
});
