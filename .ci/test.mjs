// @ts-check
// Everything that must hold. Streams what each step says; then names again whatever failed, for often only the end of the
// output is kept; the last line is the sum over all of them.
//   node .ci/test.mjs [step…]    all steps, or only the named ones; `.ci/run` names more
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { findBrowser } from "./browser.mjs";

process.chdir(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const reports = fs.mkdtempSync(`${os.tmpdir()}/gloss-report-`);

// A setting of the person who runs the tests must not decide them.
const foreign =
  /^(GLOSS_(?!TEST_DATABASE_URL$).*|DATABASE_URL|SMTP_URL|MAIL_FROM|PORT|NODE_ENV|(GITHUB|GOOGLE)_(ID|SECRET)|OIDC_.*|NEXTAUTH_.*|PG[A-Z]+)$/;
for (const name of Object.keys(process.env)) if (foreign.test(name)) delete process.env[name];

/** @typedef {{ passed: number, failed: number }} Count */
/** @type {Record<string, () => Promise<Count>>} */
const steps = {
  types: async () => whole((await run("next", ["typegen"])) === 0 && (await run("tsc", ["--noEmit"])) === 0),
  lint: async () => whole((await run("biome", ["check", "."])) === 0),
  arrows: async () => whole((await run(process.execPath, [".ci/arrows.mjs"])) === 0),
  unit: () => vitest("unit"),
  database: () => vitest("database"),
  build: async () => whole((await run(process.execPath, ["server.mjs", "--build"])) === 0),
  browser: () => playwright(),
};

/** Those that run only when they are named. @type {typeof steps} */
const parts = {
  // Of each rule of access.ts, whether a cell of its table turns without it; `database` asks it of changed rules alone.
  mutants: () => vitest("mutants"),
  // A text is imported, marked, published anew and compared: threads of each kind are opened.
  story: () => playwright("e2e/versions.spec.ts", "-g", "marks follow a correction"),
};

const named = process.argv.slice(2);
const known = { ...steps, ...parts };
const unknown = named.find((name) => !Object.hasOwn(known, name));
if (unknown) {
  console.error(`There is no step ${unknown}; there are ${Object.keys(known).join(", ")}.`);
  process.exit(2);
}

/** What failed, each in a line. `.ci/run` finds these lines by how they begin. @type {string[]} */
const failures = [];
const total = { passed: 0, failed: 0 };
const lines = [];
try {
  for (const [name, step] of Object.entries(named.length ? known : steps)) {
    if (named.length && !named.includes(name)) continue;
    console.log(`\n── ${name} ${"─".repeat(90 - name.length)}`);
    const began = Date.now();
    const before = failures.length;
    const { passed, failed } = await step();
    if (failed > 0 && failures.length === before) failures.push(line(`the step ${name}`, ""));
    total.passed += passed;
    total.failed += failed;
    lines.push(`${name.padEnd(10)} ${passed} passed, ${failed} failed, ${((Date.now() - began) / 1000).toFixed(0)} s`);
  }
} finally {
  fs.rmSync(reports, { recursive: true, force: true });
}
const shown = failures.slice(0, 20);
if (failures.length > shown.length) shown.push(line(`and ${failures.length - shown.length} more`, ""));
if (shown.length) console.log(`\n── failed ${"─".repeat(84)}\n${shown.join("\n")}`);
console.log(`\n${lines.join("\n")}\n`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed`);

/**
 * A step that has no parts counts as one.
 * @param {boolean} passed
 * @returns {Count}
 */
function whole(passed) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}

/**
 * A suite that fails without a failed test (it could not start, or found nothing to run) is a failure itself.
 * @param {number} code
 * @param {Count} count
 * @returns {Count}
 */
function honest(code, { passed, failed }) {
  return { passed, failed: failed || (code !== 0 || passed === 0 ? 1 : 0) };
}

/**
 * @param {string} what
 * @param {string} error of which the first line is told
 */
function line(what, error) {
  // Of a test that ran out of time, vitest's report keeps this alone.
  const first = (stripVTControlCharacters(error).trim().split("\n")[0] ?? "").replace(
    /^Error: STACK_TRACE_ERROR$/,
    "It took too long.",
  );
  const told = `✗ ${what}${first && `: ${first}`}`;
  return told.length > 240 ? `${told.slice(0, 239)}…` : told;
}

/**
 * @param {string} project
 * @returns {Promise<Count>}
 */
async function vitest(project) {
  const report = `${reports}/${project}.json`;
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  // Slow tests would each be told in a line of their own, of which a busy machine makes hundreds.
  reporters.push("--slowTestThreshold=60000");
  const code = await run("vitest", ["run", "--project", project, ...reporters]);
  const found = readReport(report);
  /** @type {{ name: string, status: string, message?: string, assertionResults: { fullName: string, status: string, failureMessages?: string[] }[] }[]} */
  const files = found?.testResults ?? [];
  // A file that does not load holds no tests, and would otherwise fail unseen among those that do.
  const broken = files.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  for (const { name, status, message, assertionResults } of files) {
    const file = path.relative(process.cwd(), name);
    const bad = assertionResults.filter((one) => one.status !== "passed");
    for (const one of bad)
      failures.push(line(`${file} › ${one.fullName}`, one.failureMessages?.[0] ?? `It was ${one.status}.`));
    if (status === "failed" && bad.length === 0) failures.push(line(file, message ?? ""));
  }
  const failed = (found?.numFailedTests ?? 0) + broken.length + (found?.numPendingTests ?? 0);
  return honest(code, { passed: found?.numPassedTests ?? 0, failed });
}

/**
 * @param {string[]} only what Playwright is told of which stories to run; all unless given
 * @returns {Promise<Count>}
 */
async function playwright(...only) {
  try {
    process.env.CHROMIUM_PATH = findBrowser();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return whole(false);
  }
  const report = `${reports}/browser.json`;
  process.env.GLOSS_E2E_REPORT = report;
  const code = await run("playwright", ["test", "-c", "e2e/playwright.config.ts", ...only]);
  const found = readReport(report);
  const stats = found?.stats;
  for (const suite of found?.suites ?? []) stories(suite, [suite.file]);
  for (const { message } of found?.errors ?? []) failures.push(line("browser", message ?? ""));
  // Flaky and skipped are not passed.
  const failed = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0) + (stats?.skipped ?? 0);
  return honest(code, { passed: stats?.expected ?? 0, failed });
}

/**
 * Names the stories of a suite, and of those in it, that did not pass.
 * @typedef {{ status: string, results: { errors: { message?: string }[] }[] }} Try
 * @typedef {{ title: string, suites?: Suite[], specs?: { title: string, tests: Try[] }[] }} Suite
 * @param {Suite} suite
 * @param {string[]} path its file, and the titles down to it
 */
function stories(suite, path) {
  for (const { title, tests } of suite.specs ?? [])
    for (const { status, results } of tests) {
      if (status === "expected") continue;
      const error = results.flatMap(({ errors }) => errors)[0]?.message ?? `It was ${status}.`;
      failures.push(line([...path, title].join(" › "), error));
    }
  for (const inner of suite.suites ?? []) stories(inner, [...path, inner.title]);
}

/** @param {string} file */
function readReport(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : null;
}

/**
 * @param {string} program a path, or the name of an installed package's command
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
function run(program, args) {
  const file = program.includes("/") ? program : `node_modules/.bin/${program}`;
  const child = spawn(file, args, { stdio: ["ignore", "inherit", "inherit"] });
  return new Promise((resolve) => {
    child.once("error", (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
