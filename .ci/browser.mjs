// @ts-check
// Finds a browser for the tests, and installs one where there is none.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { chromium } from "@playwright/test";

/**
 * The path of a Chromium that runs: `CHROMIUM_PATH`, one of the system, Playwright's own; else one is installed.
 * @returns {string}
 * @throws {Error} that says what to do
 */
export function findBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!runs(given)) throw new Error(`CHROMIUM_PATH is ${given}, which does not run.`);
    return given;
  }
  const found = known();
  if (found) return found;

  const root = process.getuid?.() === 0;
  console.log("There is no browser for the tests; installing one.");
  // Playwright can fetch the system libraries that its browser needs only as root.
  run(process.execPath, [
    "node_modules/@playwright/test/cli.js",
    "install",
    ...(root ? ["--with-deps"] : []),
    "chromium",
  ]);
  const own = known();
  if (own) return own;
  if (root && fs.existsSync("/usr/bin/apt-get")) {
    run("apt-get", ["update", "-q"]);
    run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"]);
    const system = known();
    if (system) return system;
  }
  throw new Error("No browser could be installed. Install Chromium or Chrome, or set CHROMIUM_PATH to one.");
}

function known() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env.PATH ?? "").split(":");
  const onPath = names.flatMap((name) => folders.map((folder) => `${folder}/${name}`));
  const onMac = ["Google Chrome", "Chromium"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  return [...onPath, ...onMac, chromium.executablePath()].find((file) => fs.existsSync(file) && runs(file));
}

/**
 * A browser whose libraries are missing is there and does not run.
 * @param {string} file
 */
const runs = (file) => spawnSync(file, ["--version"], { timeout: 30_000 }).status === 0;

/**
 * @param {string} program
 * @param {string[]} args
 */
const run = (program, args) =>
  spawnSync(program, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
