// @ts-check
// Everything that must hold. Streams what each step says; the last line is the sum over all of them.
//   node .ci/test.mjs [step…]    all steps, or only the named ones
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
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
  browser: playwright,
};

const named = process.argv.slice(2);
const unknown = named.find((name) => !Object.hasOwn(steps, name));
if (unknown) {
  console.error(`There is no step ${unknown}; there are ${Object.keys(steps).join(", ")}.`);
  process.exit(2);
}

const total = { passed: 0, failed: 0 };
const lines = [];
try {
  for (const [name, step] of Object.entries(steps)) {
    if (named.length && !named.includes(name)) continue;
    console.log(`\n── ${name} ${"─".repeat(90 - name.length)}`);
    const began = Date.now();
    const { passed, failed } = await step();
    total.passed += passed;
    total.failed += failed;
    lines.push(`${name.padEnd(10)} ${passed} passed, ${failed} failed, ${((Date.now() - began) / 1000).toFixed(0)} s`);
  }
} finally {
  fs.rmSync(reports, { recursive: true, force: true });
}
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
 * @param {string} project
 * @returns {Promise<Count>}
 */
async function vitest(project) {
  const report = `${reports}/${project}.json`;
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await run("vitest", ["run", "--project", project, ...reporters]);
  const found = readReport(report);
  // A file that does not load holds no tests, and would otherwise fail unseen among those that do.
  const broken = (found?.testResults ?? []).filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
      file.status === "failed" && file.assertionResults.length === 0,
  );
  const failed = (found?.numFailedTests ?? 0) + broken.length + (found?.numPendingTests ?? 0);
  return honest(code, { passed: found?.numPassedTests ?? 0, failed });
}

/** @returns {Promise<Count>} */
async function playwright() {
  try {
    process.env.CHROMIUM_PATH = findBrowser();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return whole(false);
  }
  const report = `${reports}/browser.json`;
  process.env.GLOSS_E2E_REPORT = report;
  const code = await run("playwright", ["test", "-c", "e2e/playwright.config.ts"]);
  const stats = readReport(report)?.stats;
  // Flaky and skipped are not passed.
  const failed = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0) + (stats?.skipped ?? 0);
  return honest(code, { passed: stats?.expected ?? 0, failed });
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
