import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { expect, test } from "@playwright/test";
import { type Server, serve } from "./server";

/** Signs somebody up through the API, which writes to the database. */
async function signUp(server: Server, email: string) {
  const response = await fetch(`${server.url}/api/v1/users`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: server.url },
    body: JSON.stringify({ name: "Ada", email, password: "a long walk by the river" }),
  });
  return response.status;
}

const health = async (server: Server) => (await fetch(`${server.url}/api/v1/health`)).status;

/** The PostgreSQL of this server, found by the data folder that the server printed. */
function database(server: Server) {
  const [, folder] = /The data is in (.+)/.exec(server.output()) ?? [];
  expect(folder).toBeTruthy();
  const found = execFileSync("pgrep", ["-o", "-f", `postgres -D ${folder}`], { encoding: "utf8" });
  return Number(found);
}

test("nothing is lost when the server is killed, when its database is killed, and when it is stopped", async () => {
  test.setTimeout(90_000);
  const server = await serve({ GLOSS_SAMPLE: "off" });
  try {
    expect(await signUp(server, "one@example.org")).toBe(201);

    server.signal("SIGKILL");
    expect(await server.ended).toBe(null);
    await server.restart();
    expect(await signUp(server, "one@example.org")).toBe(409);
    expect(await signUp(server, "two@example.org")).toBe(201);

    process.kill(database(server), "SIGKILL");
    await expect.poll(() => health(server)).toBe(200);
    expect(await signUp(server, "two@example.org")).toBe(409);

    server.signal("SIGTERM");
    expect(await server.ended).toBe(0);
    await server.restart();
    expect(await signUp(server, "two@example.org")).toBe(409);
  } finally {
    await server.stop();
  }
});

test("the first requests are answered while what is left of an old build is removed", async () => {
  const old = ".next/builds/0123456789abcdef0123.gone";
  mkdirSync(old, { recursive: true });
  for (let n = 0; n < 3_000; n++) writeFileSync(`${old}/${n}`, "");
  const server = await serve({ GLOSS_SAMPLE: "off" });
  try {
    expect(await Promise.all(Array.from({ length: 20 }, () => health(server)))).toEqual(Array(20).fill(200));
    await expect.poll(() => existsSync(old)).toBe(false);
  } finally {
    await server.stop();
  }
});

test("a start that cannot be says why and ends", async () => {
  test.setTimeout(90_000);
  const server = await serve({ GLOSS_SAMPLE: "off" });
  try {
    await expect(serve({ GLOSS_DATA: server.data })).rejects.toThrow(/ended \(1\)[\s\S]*already running on the data/);
    await expect(serve({ PORT: new URL(server.url).port })).rejects.toThrow(/ended \(1\)[\s\S]*Port \d+ is taken/);
    await expect(serve({ DATABASE_URL: "postgres://127.0.0.1/gloss" })).rejects.toThrow(/GLOSS_SECRET is not set/);
    await expect(serve({ GLOSS_URL: "gloss.example.org" })).rejects.toThrow(/GLOSS_URL is "gloss.example.org"/);
    expect(await health(server)).toBe(200);
  } finally {
    await server.stop();
  }
});

/** What is asked on a connection that is kept, as a proxy keeps it. */
function askOn(agent: Agent, server: Server): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request(`${server.url}/api/v1/health`, { agent }, (response) => {
      response.resume().once("end", () => resolve(response.statusCode));
    });
    asking.once("error", reject).end();
  });
}

test("what is being sent when the server is told to stop still arrives, and what a proxy sends meanwhile", async () => {
  test.setTimeout(90_000);
  const server = await serve({ GLOSS_SAMPLE: "off", GLOSS_TRUST_PROXY: "1" });
  const proxy = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    expect(await askOn(proxy, server)).toBe(200);
    const body = JSON.stringify({ name: "Ada", email: "late@example.org", password: "a long walk by the river" });
    const sending = request(`${server.url}/api/v1/users`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Content-Length": body.length, Origin: server.url },
    });
    const answered = once(sending, "response");
    sending.write(body.slice(0, 20));
    // The server has begun with this request once it has answered a later one on the same machine.
    await once(sending, "socket");
    expect(await health(server)).toBe(200);
    server.signal("SIGTERM");
    await expect.poll(() => server.output()).toContain("Stopping.");
    // On the connection that a proxy holds it is still answered, once; a new one is refused, so that it takes another server.
    expect(await askOn(proxy, server)).toBe(200);
    await expect(askOn(proxy, server)).rejects.toThrow("ECONNREFUSED");
    sending.end(body.slice(20));
    const [response] = await answered;
    expect(response.statusCode).toBe(201);
    expect(await server.ended).toBe(0);
    await server.restart();
    expect(await signUp(server, "late@example.org")).toBe(409);
  } finally {
    proxy.destroy();
    await server.stop();
  }
});

test("a client cannot name its own address, and every page carries its own nonce", async ({ request: client }) => {
  const pages = await Promise.all([client.get("/signin"), client.get("/signin")]);
  const policies = pages.map((page) => page.headers()["content-security-policy"] ?? "");
  for (const policy of policies)
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'; style-src 'self' 'nonce-/);
  expect(policies[0]).not.toBe(policies[1]);
  const nonce = /'nonce-([^']+)'/.exec(policies[0] ?? "")?.[1];
  const scripts = [...((await pages[0]?.text()) ?? "").matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
  expect(scripts.length).toBeGreaterThan(0);
  for (const tag of scripts) expect(tag).toContain(`nonce="${nonce}"`);
});
