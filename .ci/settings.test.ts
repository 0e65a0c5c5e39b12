import fs from "node:fs";
import { tmpdir } from "node:os";
import { afterEach, expect, test } from "vitest";
import { checkSettings, FOR_TESTS, loadSettings, ownOrigins, setting, settings, siteUrl } from "../db/settings.mjs";

const before = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!Object.hasOwn(before, name)) delete process.env[name];
  Object.assign(process.env, before);
});
const set = (values: Record<string, string>) => Object.assign(process.env, values);
const check = (values: Record<string, string>) => {
  set(values);
  return checkSettings({ secretNeeded: true });
};

test.each([
  ["PORT", "0", "a number from 1 to 65535"],
  ["PORT", "65536", "a number from 1 to 65535"],
  ["PORT", "0x50", "a number"],
  ["PORT", "3e3", "a number"],
  ["PORT", " 80", "a number"],
  ["GLOSS_URL", "gloss.example.org", "an address without a path"],
  ["GLOSS_URL", "ftp://gloss.example.org", "an address without a path"],
  ["GLOSS_URL", "https://gloss.example.org/reading", "an address without a path"],
  ["GLOSS_URL", "https://gloss.example.org/?", "an address without a path"],
  ["GLOSS_URL", "https://gloss.example.org#top", "an address without a path"],
  ["DATABASE_URL", "localhost/gloss", "an address such as postgres://"],
  ["DATABASE_URL", "mysql://localhost/gloss", "an address such as postgres://"],
  ["DATABASE_URL", "postgres://one:5432,[::1]:65536/gloss", "an address such as postgres://"],
  ["DATABASE_URL", "postgres://localhost/gloss?sslmode=reqiure", "one of disable, allow, prefer, require"],
  ["GLOSS_CONNECTIONS", "4", "a number from 5 to 1000"],
  ["GLOSS_SIGNUP", "opne", "open, invite or closed"],
  ["GLOSS_SIGNUP", "Open", "open, invite or closed"],
  ["GLOSS_TRUST_PROXY", "yes", "1 or 0"],
  ["GLOSS_SAMPLE", "no", "on or off"],
  ["GLOSS_LOG", "verbose", "error, warn, info or debug"],
  ["GLOSS_CONTACT", "the office", "a mail address, or a web address"],
  ["GLOSS_CONTACT", "javascript:alert(1)", "a mail address, or a web address"],
  ["GLOSS_GATHER", "abc", "a number of seconds"],
  ["GLOSS_GATHER", "-1", "a number of seconds"],
  ["GLOSS_PACE", "0", "on or off"],
  ["GLOSS_ENV_FILE", "false", "on or off"],
  ["SMTP_URL", "mail.example.org", "an address such as smtp://"],
  ["SMTP_URL", "https://mail.example.org", "an address such as smtp://"],
  ["MAIL_FROM", "Gloss", "a mail address"],
  ["MAIL_FROM", "Gloss <gloss@example.org>\r\nBcc: eve@example.org", "a mail address"],
])("%s=%s is refused, with what was found and what is allowed", (name, found, allowed) => {
  expect(() => check({ [name]: found, GLOSS_SECRET: "s".repeat(32) })).toThrow(`${name} is "${found}"; it must be `);
  expect(() => check({})).toThrow(allowed);
});

test.each([
  ["PORT", "8080", 8080],
  ["GLOSS_URL", "https://gloss.example.org/", "https://gloss.example.org"],
  ["GLOSS_URL", "http://[::1]:3000", "http://[::1]:3000"],
  ["DATABASE_URL", "postgres://gloss:p%40ss@db:5432/gloss?sslmode=require", expect.any(String)],
  ["DATABASE_URL", "postgresql://gloss@one:5432,two:5433/gloss?target_session_attrs=read-write", expect.any(String)],
  ["DATABASE_URL", "postgres://gloss@%2Fvar%2Frun%2Fpostgresql/gloss", expect.any(String)],
  ["GLOSS_DATA", "data", `${process.cwd()}/data`],
  ["GLOSS_TRUST_PROXY", "0", false],
  ["GLOSS_CONTACT", "help@example.org", "help@example.org"],
  ["GLOSS_CONTACT", "https://example.org/help", "https://example.org/help"],
  ["GLOSS_GATHER", "0.5", 0.5],
  ["SMTP_URL", "smtps://ada:secret@mail.example.org:465", expect.any(String)],
  ["MAIL_FROM", "gloss@example.org", "gloss@example.org"],
] as const)("%s=%s is taken", (name, found, value) => {
  expect(check({ [name]: found, GLOSS_SECRET: "s".repeat(32) })).toEqual([]);
  expect(setting(name)).toEqual(value);
});

test.each([
  [{ PORT: "80" }, ["http://localhost", "http://127.0.0.1"]],
  [{ PORT: "443" }, ["http://localhost:443", "http://127.0.0.1:443"]],
  [{}, ["http://localhost:3000", "http://127.0.0.1:3000"]],
  [{ PORT: "80", GLOSS_URL: "https://gloss.example.org:443/" }, ["https://gloss.example.org"]],
])("our own pages live where a browser says that it is, with %o", (values, origins) => {
  set(values);
  expect(ownOrigins()).toEqual(origins);
  expect(siteUrl()).toBe(origins[0]);
  for (const origin of origins) expect(new URL(origin).origin).toBe(origin);
});

test("nothing needs to be set, and what is set to nothing is unset", () => {
  expect(check(Object.fromEntries(Object.keys(settings.shape).map((name) => [name, ""])))).toEqual([]);
});

test("neither a password nor a secret is shown", () => {
  for (const values of [
    { DATABASE_URL: "postgres://gloss:canary/1@db/gloss" },
    { DATABASE_URL: "gloss:canary@db/gloss" },
    { DATABASE_URL: "postgres://db:x/gloss?user=gloss&password=canary" },
    { DATABASE_URL: "postgres://gloss:canary/gloss" },
    { DATABASE_URL: "postgres://localhost:5432,db:canary/gloss" },
    { DATABASE_URL: "gloss:canary/gloss" },
    { DATABASE_URL: "host=db user=gloss password = canary dbname=gloss" },
    // What is cut off is what shows that the beginning is a password.
    { DATABASE_URL: `https://gloss:canary${"1".repeat(300)}@db/gloss` },
    { DATABASE_URL: `https://db/${"1".repeat(150)}?x=gloss:canary${"1".repeat(300)}@db/gloss` },
    { SMTP_URL: "imap://gloss:canary@mail.example.org" },
    { SMTP_URL: "mail.example.org:canary" },
    { GLOSS_SECRET: "canary" },
  ]) {
    expect(() => check(values)).toThrow(/it must be/);
    expect(() => check(values)).not.toThrow(/canary/);
    for (const name of Object.keys(values)) delete process.env[name];
  }
});

test("every wrong setting is told in a line of its own", () => {
  expect(() => check({ GLOSS_SIGNUP: "opne", GLOSS_LOG: "loud" })).toThrow(/^GLOSS_SIGNUP is .*\nGLOSS_LOG is .*$/);
});

test("a name that is nearly one of ours is refused, one that is not is told", () => {
  expect(() => check({ GLOSS_SINGUP: "closed" })).toThrow("Is GLOSS_SIGNUP meant?");
  delete process.env.GLOSS_SINGUP;
  expect(check({ GLOSS_IMAGE_TAG: "1" })).toEqual([expect.stringContaining("GLOSS_IMAGE_TAG is set")]);
  delete process.env.GLOSS_IMAGE_TAG;
  expect(
    check({ GLOSS_PORT: "tcp://10.0.0.1:80", GLOSS_SERVICE_HOST: "10.0.0.1", GLOSS_TEST_DATABASE_URL: "x" }),
  ).toEqual([]);
});

test("half a provider is refused", () => {
  expect(() => check({ GITHUB_ID: "1" })).toThrow("GITHUB_ID is set, but not GITHUB_SECRET.");
  expect(() => check({ GITHUB_SECRET: "2", OIDC_ID: "3" })).toThrow(
    "OIDC_ID is set, but not OIDC_ISSUER and OIDC_SECRET.",
  );
});

test("a database of one's own needs a secret that stays", () => {
  const values = { DATABASE_URL: "postgres://db/gloss" };
  expect(() => check(values)).toThrow("GLOSS_SECRET is not set.");
  expect(checkSettings({ secretNeeded: false })).toEqual([]);
});

test("a .env that cannot be read is told", () => {
  const home = process.cwd();
  const folder = fs.mkdtempSync(`${tmpdir()}/gloss-settings-`);
  process.chdir(folder);
  try {
    fs.mkdirSync(".env");
    expect(() => loadSettings()).toThrow(
      /^The file \.env cannot be read \(.*\)\. Let this user read it, or set GLOSS_ENV_FILE=off/,
    );
    fs.rmdirSync(".env");
    fs.writeFileSync(".env", "GLOSS_SIGNUP=closed\nPORT=\n");
    loadSettings();
    expect([setting("GLOSS_SIGNUP"), setting("PORT")]).toEqual(["closed", 3000]);
  } finally {
    process.chdir(home);
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

const root = `${import.meta.dirname}/..`;
const readme = fs.readFileSync(`${root}/README.md`, "utf8");
const configuration = readme.slice(readme.indexOf("## Configuration"), readme.indexOf("### Two processes"));

test("the README's table has a row for each setting, and none that is not", () => {
  const rows = [...configuration.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(
    ([, names = ""]) => names.match(/[A-Z][A-Z_]+/g) ?? [],
  );
  expect(rows.sort()).toEqual(Object.keys(settings.shape).sort());
  for (const name of FOR_TESTS) expect(configuration).toContain(`\`${name}\``);
});

/** Given by the system, by Node or by Next, or derived for them and from one part of a start to the next. */
const FOREIGN = [
  "GLOSS_BUILD",
  "PATH",
  "NODE_ENV",
  "NEXT_RUNTIME",
  "NEXTAUTH_URL",
  "NEXTAUTH_SECRET",
  "AUTH_TRUST_HOST",
];

test("no source reads a variable that is no setting", () => {
  const folders = ["app", "components", "db", "lib", ".ci"].flatMap((folder) =>
    fs.readdirSync(`${root}/${folder}`, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  );
  const files = [...folders, "server.mjs", "instrumentation.ts", "next.config.js"].filter(
    (name) => /\.(tsx?|m?js)$/.test(name) && !/\.test\.tsx?$/.test(name),
  );
  const read = files.flatMap((name) => [
    ...[...fs.readFileSync(`${root}/${name}`, "utf8").matchAll(/\benv\.([A-Z][A-Z0-9_]+)/g)].map(
      ([, variable = ""]) => variable,
    ),
  ]);
  const known = [...Object.keys(settings.shape), ...FOR_TESTS, ...FOREIGN];
  expect(read.length).toBeGreaterThan(10);
  expect(read.filter((name) => !known.includes(name))).toEqual([]);
});
