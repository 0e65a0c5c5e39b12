// @ts-check
// Every setting of Gloss: what it may be, and what it is unless set. Plain JavaScript, because server.mjs checks them
// before any TypeScript is compiled. The README's table has a row for each.
import fs from "node:fs";
import { z } from "zod";
import { Refusal } from "./folder.mjs";

// ---- what they may be -------------------------------------------------------------------------------------------

/**
 * Digits alone: `Number` would also take "0x50", "3e3" and " 80 ".
 * @param {number} low
 * @param {number} high
 */
const whole = (low, high) =>
  z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .pipe(z.number().min(low).max(high));

const seconds = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,3})?$/)
  .transform(Number);
const onOff = z.enum(["on", "off"]).transform((word) => word === "on");
const text = z.string().min(1);

/** As `lib/url.ts`, which what runs before a build cannot load. @param {string} value */
const parse = (value) => {
  try {
    return new URL(value);
  } catch {
    return null;
  }
};

/** @param {string} value */
const isOrigin = (value) => {
  const url = parse(value);
  return !!url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
};

/**
 * Whether the driver can read it: of several hosts it takes the list apart itself, and it decodes name and password.
 * @param {string} value
 */
const isDatabase = (value) => {
  const match = /^postgres(?:ql)?:\/\/(?:([^/?#]*)@)?([^/?#@]*)(.*)$/s.exec(value);
  if (!match) return false;
  const [, user = "", hosts = "", rest = ""] = match;
  try {
    decodeURIComponent(user);
    const urls = decodeURIComponent(hosts)
      .split(",")
      .map((host) => parse(`http://${host.startsWith("/") || host === "" ? "localhost" : host}${rest}`));
    return urls.every((url) => url && SSL_MODES.includes(url.searchParams.get("sslmode") ?? "prefer"));
  } catch {
    return false;
  }
};
const SSL_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

/** The address of a PostgreSQL. */
export const databaseUrl = z.string().refine(isDatabase);
const databaseUrlIs = `an address such as postgres://user:password@host:5432/gloss?sslmode=require, with %40 for an @ in the password, %2F for a / and so on (sslmode is one of ${SSL_MODES.join(", ")})`;

/** @param {string} value */
const isMailAddress = (value) => /^[^\s<>@:/?]+@[^\s<>@:/?]+$/.test(value);

/** @param {string} value */
const isMailServer = (value) => /^smtps?:$/.test(parse(value)?.protocol ?? "") && parse(value)?.hostname !== "";

/**
 * Each is described by what is allowed, in words that can stand after "it must be". A new one needs a row in the README's
 * table, and is read by `setting`.
 */
export const settings = z.object({
  PORT: whole(1, 65535).default(3000).describe("a number from 1 to 65535"),
  GLOSS_URL: z
    .string()
    .refine(isOrigin)
    .transform((value) => new URL(value).origin)
    .optional()
    .describe("an address without a path, such as https://gloss.example.org"),
  DATABASE_URL: databaseUrl.optional().describe(databaseUrlIs),
  GLOSS_CONNECTIONS: whole(5, 1000).default(29).describe("a number from 5 to 1000"),
  GLOSS_DATA: text
    .transform((value) => (value.startsWith("/") ? value : `${process.cwd()}/${value}`))
    .default(() => `${process.cwd()}/.gloss`)
    .describe("a folder that this user may write to"),
  GLOSS_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe("32 or more random characters that stay the same (openssl rand -hex 32)"),
  GLOSS_SIGNUP: z.enum(["open", "invite", "closed"]).optional().describe("open, invite or closed"),
  GLOSS_TRUST_PROXY: z
    .enum(["1", "0"])
    .transform((value) => value === "1")
    .default(false)
    .describe("1 or 0"),
  GLOSS_SAMPLE: onOff.default(true).describe("on or off"),
  GLOSS_LOG: z.enum(["error", "warn", "info", "debug"]).default("info").describe("error, warn, info or debug"),
  GLOSS_METRICS_TOKEN: z
    .string()
    .regex(/^[\w.~+/-]{16,200}=*$/)
    .optional()
    .describe("16 or more letters and digits (openssl rand -hex 32)"),
  GLOSS_CONTACT: z
    .string()
    .refine((value) => isMailAddress(value) || parse(value)?.protocol === "https:")
    .optional()
    .describe("a mail address, or a web address that begins with https://"),
  GLOSS_GATHER: seconds.default(90).describe("a number of seconds, from 0 to 999999"),
  GLOSS_PACE: onOff.default(true).describe("on or off"),
  GLOSS_ENV_FILE: onOff.default(true).describe("on or off"),
  SMTP_URL: z
    .string()
    .refine(isMailServer)
    .optional()
    .describe("an address such as smtp://user:password@mail.example.org:587, or one with smtps"),
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/)
    .default("Gloss <gloss@localhost>")
    .describe("a mail address, such as gloss@example.org or Gloss <gloss@example.org>"),
  GITHUB_ID: text.optional().describe("the id that the provider gave"),
  GITHUB_SECRET: text.optional().describe("the secret that the provider gave"),
  GOOGLE_ID: text.optional().describe("the id that the provider gave"),
  GOOGLE_SECRET: text.optional().describe("the secret that the provider gave"),
  OIDC_ISSUER: z
    .string()
    .refine((value) => /^https?:$/.test(parse(value)?.protocol ?? "") && !/[?#]/.test(value))
    .optional()
    .describe("the provider's address, such as https://login.example.org"),
  OIDC_ID: text.optional().describe("the id that the provider gave"),
  OIDC_SECRET: text.optional().describe("the secret that the provider gave"),
});
/** @typedef {z.output<typeof settings>} Settings */

/** Those of which one is nothing without the others. */
const TOGETHER = [
  ["GITHUB_ID", "GITHUB_SECRET"],
  ["GOOGLE_ID", "GOOGLE_SECRET"],
  ["OIDC_ISSUER", "OIDC_ID", "OIDC_SECRET"],
];

/** Variables that only the tests read, and that may stand in the environment of a start. */
export const FOR_TESTS = ["GLOSS_TEST_DATABASE_URL", "GLOSS_E2E_REPORT", "CHROMIUM_PATH", "FC_SEED"];

// ---- reading them -----------------------------------------------------------------------------------------------

/**
 * A setting as it is now.
 * @template {keyof Settings} N
 * @param {N} name
 * @returns {Settings[N]}
 * @throws {Refusal} when it is set to what it may not be
 */
export function setting(name) {
  const read = settings.shape[name].safeParse(process.env[name] || undefined);
  if (!read.success) throw new Refusal(fault(name, process.env[name] ?? ""));
  return /** @type {Settings[N]} */ (read.data);
}

/** This machine under both of its names, as browsers name it: without the port that goes without saying. */
const localOrigins = () =>
  ["localhost", "127.0.0.1"].map((host) => new URL(`http://${host}:${setting("PORT")}`).origin);

/** The address that people use, with no slash at its end: `GLOSS_URL`, or this machine. */
export const siteUrl = () => ownOrigins()[0] ?? "";

/** Where our own pages live: `GLOSS_URL`, or this machine under both of its names. The first is the one to give out. */
export const ownOrigins = () => {
  const given = setting("GLOSS_URL");
  return given ? [given] : localOrigins();
};

/**
 * Reads `.env` of the current folder (what is set already wins), and drops empty settings, which compose files and CI pass
 * on for unset ones.
 * @throws {Refusal} when there is a `.env` that cannot be read
 */
export function loadSettings() {
  const { env } = process;
  if (setting("GLOSS_ENV_FILE") && fs.existsSync(".env")) {
    try {
      process.loadEnvFile(".env");
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Refusal(
        `The file .env cannot be read (${reason}). Let this user read it, or set GLOSS_ENV_FILE=off to go without it.`,
      );
    }
  }
  for (const [name, value] of Object.entries(env)) if (value === "") delete env[name];
  // Next would read .env again, in its own way, and files beside it, of which nobody has checked anything.
  env.__NEXT_PROCESSED_ENV = "true";
  // What the address of a database leaves out, the driver takes from these; the embedded one's address leaves nothing out.
  if (!env.DATABASE_URL) for (const name of Object.keys(env)) if (/^PG[A-Z_]+$/.test(name)) delete env[name];
}

/**
 * Checks all settings together.
 * @param {{ secretNeeded: boolean }} start `secretNeeded`: whether `DATABASE_URL` asks for a `GLOSS_SECRET`
 * @returns {string[]} what is ignored, for the person at the terminal
 * @throws {Refusal} with a sentence for each that is wrong
 */
export function checkSettings({ secretNeeded }) {
  const { env } = process;
  const wrong = Object.entries(settings.shape).flatMap(([name, one]) =>
    one.safeParse(env[name] || undefined).success ? [] : [fault(name, env[name] ?? "")],
  );
  for (const names of TOGETHER) {
    const missing = names.filter((name) => !env[name]);
    const given = names.filter((name) => env[name]);
    if (missing.length && given.length)
      wrong.push(
        `${given.join(" and ")} ${given.length > 1 ? "are" : "is"} set, but not ${missing.join(" and ")}. Set all of them or none.`,
      );
  }
  if (secretNeeded && env.DATABASE_URL && !env.GLOSS_SECRET)
    wrong.push(`GLOSS_SECRET is not set. With DATABASE_URL it must be: ${settings.shape.GLOSS_SECRET.description}.`);
  const ignored = [];
  for (const name of Object.keys(env)) {
    // Kubernetes sets the last ones for a service that is called "gloss".
    if (!name.startsWith("GLOSS_") || isKnown(name) || /^GLOSS_(SERVICE|PORT)(_|$)/.test(name)) continue;
    const meant = Object.keys(settings.shape).find((known) => known.startsWith("GLOSS_") && isNear(known, name));
    if (meant) wrong.push(`${name} is set, and there is no such setting. Is ${meant} meant?`);
    else ignored.push(`${name} is set, and there is no such setting. It is ignored.`);
  }
  if (wrong.length) throw new Refusal(wrong.join("\n"));
  return ignored;
}

/** @param {string} name */
const isKnown = (name) => Object.hasOwn(settings.shape, name) || FOR_TESTS.includes(name);

/**
 * @param {string} name
 * @param {string} found
 */
function fault(name, found) {
  const allowed = settings.shape[/** @type {keyof Settings} */ (name)].description;
  if (/SECRET|TOKEN/.test(name)) return `${name} has ${found.length} characters; it must be ${allowed}.`;
  // Hidden first: what is cut off may be what shows that something before it is a password.
  const shown = withoutPassword(found, /^(?:DATABASE|SMTP)_URL$/.test(name));
  return `${name} is "${shown.length > 200 ? `${shown.slice(0, 200)}…` : shown}"; it must be ${allowed}.`;
}

/** Hosts with ports, and then the path or nothing: what else stands after a colon may be a password. */
const HOSTS =
  /^(?:\[[\da-f:.]*\]|[^:/?#,[\]]*)(?::\d{1,5})?(?:,(?:\[[\da-f:.]*\]|[^:/?#,[\]]*)(?::\d{1,5})?)*(?:[/?#]|$)/i;

/**
 * An address as it may be shown. Also of one that is none: everything before its last @ may be a password, and without an @
 * everything after a colon that is no port.
 * @param {string} address
 * @param {boolean} [meant] whether it is meant for an address although it does not begin as one
 */
export const withoutPassword = (address, meant = false) => {
  const [scheme = ""] = /^[^/]*:\/\//.exec(address) ?? [];
  const rest = address.slice(scheme.length);
  let shown = rest;
  if (rest.includes("@")) shown = scheme ? rest.replace(/^.*@/s, "…@") : rest.replace(/^[^<]*:.*@/s, "…@");
  else if ((scheme || meant) && !HOSTS.test(rest)) shown = rest.replace(/:.*$/s, ":…");
  return (scheme + shown).replace(/(password\s*=\s*)[^&]*/gi, "$1…");
};

/**
 * Whether two names are at most two wrong, missing or added letters apart.
 * @param {string} one
 * @param {string} other
 */
function isNear(one, other) {
  if (Math.abs(one.length - other.length) > 2) return false;
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (let j = 0; j < other.length; j++)
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other[j] ? 0 : 1)));
    row = next;
  }
  return (row.at(-1) ?? 0) <= 2;
}
