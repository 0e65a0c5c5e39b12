import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { tmpdir } from "node:os";
import { afterEach, beforeEach, expect, test } from "vitest";

const root = `${import.meta.dirname}/..`;
let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(`${tmpdir()}/gloss-starting-`);
  fs.chmodSync(folder, 0o711); // or the data of a root would be kept elsewhere
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** What a start with these settings says; it ends before anything is built or served. */
function start(settings: Record<string, string>): string {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, NODE_ENV: "production" as const, PORT: "65500", GLOSS_ENV_FILE: "off", ...settings };
  const { status, stdout, stderr } = spawnSync(process.execPath, ["server.mjs"], { cwd: root, env, encoding: "utf8" });
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  // No stack of a failure that nobody foresaw.
  expect(stderr).not.toMatch(/^\s+at /m);
  return stderr.trim();
}

test.each([
  [{ GLOSS_SIGNUP: "opne" }, 'GLOSS_SIGNUP is "opne"; it must be open, invite or closed.'],
  [{ GLOSS_LOG: "loud" }, 'GLOSS_LOG is "loud"; it must be error, warn, info or debug.'],
  [{ GLOSS_TRUST_PROXY: "yes" }, 'GLOSS_TRUST_PROXY is "yes"; it must be 1 or 0.'],
  [{ GLOSS_SECRET: "abc" }, "GLOSS_SECRET has 3 characters; it must be 32 or more"],
  [{ DATABASE_URL: "postgres://ada:canary@db:x/gloss", GLOSS_SECRET: "s".repeat(32) }, "postgres://…@db:x/gloss"],
  [
    { DATABASE_URL: "postgres://ada:canary@db/gloss?target_session_attrs=any", GLOSS_SECRET: "s".repeat(32) },
    "target_session_attrs any is not supported",
  ],
])("a start with %o says what is wrong in a sentence", (settings, sentence) => {
  const said = start({ GLOSS_DATA: `${folder}/data`, ...settings });
  expect(said).toContain(sentence);
  expect(said).not.toContain("canary");
  expect(said.split("\n")).toHaveLength(1);
});

test("a data folder that cannot be one is named, with what is wrong with it", () => {
  fs.writeFileSync(`${folder}/file`, "");
  for (const GLOSS_DATA of [`${folder}/file`, `${folder}/file/data`, "/dev/null/data"])
    expect(start({ GLOSS_DATA })).toMatch(
      new RegExp(
        `^GLOSS_DATA is "${GLOSS_DATA}", where Gloss cannot keep its data \\(E\\w+: .*\\)\\. It must be a folder`,
      ),
    );
  // A secret that is there and cannot be read is not made anew.
  fs.mkdirSync(`${folder}/data/secret`, { recursive: true });
  expect(start({ GLOSS_DATA: `${folder}/data` })).toMatch(/where Gloss cannot keep its data \(EISDIR/);
});

test("data that the embedded PostgreSQL cannot open is told before anything is loaded", () => {
  const data = `${folder}/data`;
  fs.mkdirSync(`${data}/cluster`, { recursive: true });
  expect(start({ GLOSS_DATA: data })).toMatch(/^The folder .*\/cluster holds no PostgreSQL/);
  fs.writeFileSync(`${data}/cluster/PG_VERSION`, "15\n");
  expect(start({ GLOSS_DATA: data })).toMatch(/was made by PostgreSQL 15; this Gloss brings PostgreSQL \d+\./);
  const [, current = ""] = /brings PostgreSQL (\d+)/.exec(start({ GLOSS_DATA: data })) ?? [];
  fs.writeFileSync(`${data}/cluster/PG_VERSION`, `${current}\n`);
  const missing = /^The file .*\/password is missing or empty, .* Put it back from a backup of the folder\.$/;
  expect(start({ GLOSS_DATA: data })).toMatch(missing);
  fs.writeFileSync(`${data}/password`, "\n");
  expect(start({ GLOSS_DATA: data })).toMatch(missing);
  expect(fs.readFileSync(`${data}/password`, "utf8")).toBe("\n");
});
