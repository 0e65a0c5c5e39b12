import fs from "node:fs";
import { tmpdir } from "node:os";
import postgres from "postgres";
import { afterEach, expect, inject, test } from "vitest";
import { check } from "./client";
import { startCluster } from "./embedded";
import { removeFolder } from "./folder.mjs";

const server = inject("server");
const before = process.env.DATABASE_URL;
afterEach(() => {
  process.env.DATABASE_URL = before;
});

/** The server as its administrator, or another role, at a database. */
function at(name: string, role?: { name: string; password: string }): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  if (role) Object.assign(url, { username: role.name, password: role.password });
  return url.href;
}

/** Runs statements, each on its own, at a database. */
async function run(name: string, ...statements: string[]): Promise<void> {
  const sql = postgres(at(name), { max: 1, onnotice: () => {} });
  for (const statement of statements) await sql.unsafe(statement);
  await sql.end();
}

const looked = (url: string) => {
  process.env.DATABASE_URL = url;
  return check(() => {});
};

/** A database of its own, gone at the end. */
async function within(options: string, use: (name: string) => Promise<void>): Promise<void> {
  const name = `gloss_test_${crypto.randomUUID().replaceAll("-", "")}`;
  await run("postgres", `create database ${name} ${options}`);
  try {
    await use(name);
  } finally {
    await run("postgres", `drop database ${name} with (force)`);
  }
}

test("a database that is ours, or empty, is taken", async () => {
  await expect(looked(before ?? "")).resolves.toBeUndefined();
  await within("", (name) => expect(looked(at(name))).resolves.toBeUndefined());
});

test("one that is not there, or does not know us, is named with the database's own reason", async () => {
  await expect(looked(at("nowhere"))).rejects.toThrow(
    /^DATABASE_URL is "postgres:\/\/.*\/nowhere": the database refuses \(database "nowhere" does not exist\)\. It must be /,
  );
  await expect(looked(at("postgres", { name: "nobody_here", password: "canary" }))).rejects.toThrow(
    /the database refuses \(.*nobody_here.*\)/,
  );
  await expect(looked(at("postgres", { name: "nobody_here", password: "canary" }))).rejects.not.toThrow("canary");
});

test("one of another encoding, of something else, or that can only be read, is refused in a sentence", async () => {
  await within("encoding 'SQL_ASCII' locale_provider 'libc' locale 'C' template template0", (name) =>
    expect(looked(at(name))).rejects.toThrow("holds text as SQL_ASCII; make one with encoding UTF8"),
  );
  await within("", async (name) => {
    await run(name, "create table users (id int)");
    await expect(looked(at(name))).rejects.toThrow("has tables of something else; make an empty one");
  });
  await within("", async (name) => {
    await run("postgres", `alter database ${name} set default_transaction_read_only = on`);
    await expect(looked(at(name))).rejects.toThrow("this server can only be read");
  });
});

test("a role that may not make tables is told how it may", async () => {
  const role = { name: "gloss_test_guest", password: "canary" };
  await run(
    "postgres",
    `drop role if exists ${role.name}`,
    `create role ${role.name} login password '${role.password}'`,
  );
  try {
    await within("", async (name) => {
      const refused = looked(at(name, role));
      await expect(refused).rejects.toThrow(`make it the owner (alter database ${name} owner to ${role.name})`);
      await expect(refused).rejects.not.toThrow("canary");
      await run("postgres", `alter database ${name} owner to ${role.name}`);
      await expect(looked(at(name, role))).resolves.toBeUndefined();
    });
  } finally {
    await run("postgres", `drop role ${role.name}`);
  }
});

test("a password file that belongs to other data is told, and the data stays", async () => {
  const folder = fs.mkdtempSync(`${tmpdir()}/gloss-starting-`);
  fs.chmodSync(folder, 0o711); // PostgreSQL's unprivileged account must be able to enter
  const data = `${folder}/data`;
  try {
    const { path, stop } = await startCluster(data, { durable: false });
    await stop();
    const password = fs.readFileSync(`${path}/password`, "utf8");
    fs.writeFileSync(`${path}/password`, "of another backup");
    await expect(startCluster(data, { durable: false })).rejects.toThrow(
      /password is not the one that belongs to the data/,
    );
    fs.writeFileSync(`${path}/password`, password);
    await (await startCluster(data, { durable: false })).stop();
  } finally {
    removeFolder(data);
    removeFolder(folder);
  }
});
