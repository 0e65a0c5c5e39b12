// @ts-check
// Makes builds and keeps them. Each is in a folder of its own, named by what it was made from, and is never changed once
// it is whole: a start with other sources or another Node makes another one beside it, and whoever runs from the first
// keeps all its files. Plain JavaScript, so that Node alone can run it.
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { commandOf, holderOf, holdFolder, keepSecret, livingOf, nameSelf, processesOf, Refusal } from "./db/folder.mjs";
import { settings } from "./db/settings.mjs";

/** Where builds are kept, from the root of the project. */
export const BUILDS = ".next/builds";

/** What a build is made from. Tests and migrations are not in it. */
const SOURCES = [
  ...[
    "app",
    "components",
    "db",
    "lib",
    "public",
    "instrumentation.ts",
    "instrumentation-client.ts",
    "next.config.js",
    "build.mjs",
  ],
  ...["tsconfig.json", "package.json", "package-lock.json"],
];

/** Builds that nobody runs from are kept for so long, for pages that were opened from them, and so many at most. */
const KEPT_MS = 24 * 60 * 60 * 1000;
const MOST_KEPT = 2;
/** Whoever runs from a build says so again and again, and has ended when it was not said for so long. */
const BEAT_MS = 60_000;
const ENDED_MS = 10 * BEAT_MS;

/** @typedef {{ id: string, folder: string }} Build `folder` is a path from the root of the project. */

// ---- making -----------------------------------------------------------------------------------------------------

/**
 * The build of these very sources, made when it is not there. One build is made at a time; another start waits for it.
 * @param {AbortSignal} stopping abandons it
 * @param {(line: string) => void} say
 * @returns {Promise<Build>}
 * @throws {Refusal} when it cannot be made
 */
export async function makeBuild(stopping, say) {
  for (;;) {
    const build = buildOf(fingerprint());
    if (isWhole(build)) return build;
    const release = await takeTurn(stopping, say);
    try {
      if (isWhole(build)) return build;
      say("Building Gloss; this takes a minute or so, once.");
      fs.rmSync(`${build.folder}/next`, { recursive: true, force: true });
      await compilePrograms(build);
      await runNext(build, stopping);
      // Made from both, it would be neither.
      if (fingerprint() !== build.id) say("The sources were changed during the build.");
      else {
        fs.writeFileSync(`${build.folder}/whole`, "");
        return build;
      }
    } catch (error) {
      throw unwritable(error);
    } finally {
      release();
    }
  }
}

/**
 * Only the programs of threads and of the command line, which take a moment.
 * @returns {Promise<Build>}
 * @throws {Refusal} when they cannot be written
 */
export async function makePrograms() {
  const build = buildOf(fingerprint());
  try {
    await compilePrograms(build);
  } catch (error) {
    throw unwritable(error);
  }
  return build;
}

/**
 * @param {string} id
 * @returns {Build}
 */
const buildOf = (id) => ({ id, folder: `${BUILDS}/${id}` });

/** @param {Build} build */
const isWhole = ({ folder }) => fs.existsSync(`${folder}/whole`);

/** A hash over everything that a build is made from, the versions of packages and Node included. */
export function fingerprint() {
  const hash = createHash("sha256").update(`${process.version} ${process.platform} ${process.arch}`);
  /** @param {string} name */
  const add = (name) => {
    const entry = fs.statSync(name, { throwIfNoEntry: false });
    if (entry?.isDirectory()) {
      for (const child of fs.readdirSync(name).sort()) add(`${name}/${child}`);
    } else if (entry && !/\.test\.tsx?$|\.sql$/.test(name)) {
      hash.update(`${name}\0${entry.size}\0`).update(fs.readFileSync(name));
    }
  };
  for (const name of SOURCES) add(name);
  return hash.digest("hex").slice(0, 20);
}

/**
 * Waits until nobody else on this machine builds.
 * @param {AbortSignal} stopping
 * @param {(line: string) => void} say
 * @returns {Promise<() => void>} ends the turn
 */
async function takeTurn(stopping, say) {
  for (let told = 0; ; ) {
    const release = tryTurn();
    if (release) return release;
    const builder = holderOf(BUILDS);
    if (builder && builder !== told) say(`Another start is building Gloss (process ${builder}); waiting for it.`);
    told = builder ?? told;
    await pause(200);
    if (stopping.aborted) throw new Refusal("The start was stopped.");
  }
}

/** @returns {(() => void) | null} ends the turn; null while another process has it */
function tryTurn() {
  try {
    fs.mkdirSync(BUILDS, { recursive: true });
    return holdFolder(BUILDS);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw unwritable(error);
  }
}

/** @param {unknown} error */
function unwritable(error) {
  if (!(error instanceof Error && "syscall" in error && "code" in error)) return error;
  return new Refusal(
    `The build cannot be written to ${process.cwd()}/${BUILDS} (${error.message}). Let this user write there, or build as one who may (npm run build).`,
  );
}

/** A package that is no ES module asks for Node's own modules by `require`, which an ES module does not have. */
const REQUIRE = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/**
 * Compiles what runs outside of Next: the program of each kind of thread, with all that it imports, the command line, and
 * what looks at the database before Next is loaded.
 * @param {Build} build
 */
async function compilePrograms({ folder }) {
  const programs = `${folder}/programs`;
  if (fs.existsSync(programs)) return;
  const { build } = await import("esbuild");
  const draft = `${programs}.${process.pid}`;
  const names = fs.readdirSync("lib").filter((name) => fs.existsSync(`lib/${name}/worker.ts`));
  /** @type {import("esbuild").BuildOptions} */
  const common = {
    ...{ outdir: draft, outExtension: { ".js": ".mjs" }, bundle: true, logLevel: "error" },
    ...{ platform: "node", format: "esm", target: "node20" },
  };
  try {
    await build({
      ...{ ...common, banner: { js: REQUIRE } },
      entryPoints: names.map((name) => ({ in: `lib/${name}/worker.ts`, out: name })),
    });
    const entryPoints = { admin: "db/admin.ts", database: "db/client.ts" };
    await build({ ...common, entryPoints, packages: "external" });
    fs.renameSync(draft, programs);
  } catch (error) {
    // Another process was first.
    if (!fs.existsSync(programs)) throw error;
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * @param {Build} build
 * @param {AbortSignal} stopping
 */
async function runNext({ folder }, stopping) {
  fs.mkdirSync(`${folder}/next`, { recursive: true });
  // What was compiled for an earlier build is used again.
  fs.mkdirSync(".next/cache", { recursive: true });
  fs.symlinkSync(`${process.cwd()}/.next/cache`, `${folder}/next/cache`);
  const up = folder.replace(/[^/]+/g, "..");
  const config = { extends: `${up}/tsconfig.json`, compilerOptions: { paths: { "@/*": [`${up}/*`] } } };
  fs.writeFileSync(`${folder}/tsconfig.json`, JSON.stringify(config));
  const types = "next-env.d.ts";
  const before = fs.existsSync(types) ? fs.readFileSync(types) : null;

  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env };
  // A build is made from the sources alone.
  for (const name of Object.keys(settings.shape)) delete env[name];
  Object.assign(env, {
    GLOSS_BUILD: folder,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    __NEXT_PROCESSED_ENV: "true", // or Next would read .env
    // A form of a page that one build made can be sent to a process that runs another.
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: Buffer.from(keepSecret(BUILDS, "actions"), "hex").toString("base64"),
  });
  const next = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], { stdio: "inherit", env });
  const abandon = () => next.kill();
  stopping.addEventListener("abort", abandon);
  const code = await new Promise((resolve) => next.once("exit", resolve));
  stopping.removeEventListener("abort", abandon);
  if (before) fs.writeFileSync(types, before);
  else fs.rmSync(types, { force: true });
  if (code !== 0) throw new Refusal(stopping.aborted ? "The build was stopped." : "The build failed.");
}

// ---- keeping ----------------------------------------------------------------------------------------------------

/**
 * Says, until this process ends, that it runs from this build.
 * @param {Build} build
 * @param {"whole" | "programs"} part which of it: all, or the programs alone
 * @returns {boolean} false when the build was removed just before: make it again
 */
export function occupy(build, part = "whole") {
  const isThere = () => fs.existsSync(`${build.folder}/${part}`);
  const users = `${build.folder}/users`;
  const file = `${users}/${process.pid}-${randomBytes(4).toString("hex")}`;
  const sayIt = () => {
    try {
      fs.mkdirSync(users, { recursive: true });
      fs.writeFileSync(file, nameSelf());
    } catch {
      // Who may not write here, as in an image that is only read, shares it with nobody who could remove it.
    }
  };
  if (!isThere()) return false;
  sayIt();
  if (!isThere()) return false;
  setInterval(sayIt, BEAT_MS).unref();
  process.once("exit", () => {
    try {
      fs.rmSync(file, { force: true });
    } catch {
      // It ages.
    }
  });
  return true;
}

/**
 * Removes builds that nobody runs from, but for the latest, for a day.
 * @param {Build} current
 */
export async function removeOldBuilds(current) {
  const release = tryTurn();
  if (!release) return; // a build is being made; next time
  /** @type {string[]} */
  const removed = [];
  /** @type {string[]} */
  const gone = [];
  try {
    const others = fs
      .readdirSync(BUILDS, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== current.id)
      .map(({ name }) => `${BUILDS}/${name}`)
      .sort((a, b) => lastUse(b) - lastUse(a));
    let kept = 0;
    for (const folder of others) {
      if (folder.endsWith(GONE)) removed.push(folder);
      else if (isInUse(folder) || (Date.now() - lastUse(folder) < KEPT_MS && ++kept <= MOST_KEPT)) continue;
      else {
        fs.renameSync(folder, folder + GONE);
        removed.push(folder + GONE);
      }
    }
    for (const folder of removed) {
      // Somebody may have started from it this moment, or this was ended here the last time.
      if (isInUse(folder)) putBack(folder);
      else gone.push(folder);
    }
  } finally {
    release();
  }
  for (const folder of gone) await fs.promises.rm(folder, { recursive: true, force: true });
  await removeFormerBuild();
}

/** What else is in `.next`: for builds, for `--dev` and for `next typegen`. */
const NOT_FORMER = new Set(["builds", "cache", "dev", "types"]);

/**
 * Removes the one build that was made in `.next` itself, before each had a folder of its own. Nobody noted then who runs from
 * it: it stays while another server of this folder lives that does not say what it runs from.
 */
async function removeFormerBuild() {
  if (!fs.existsSync(".next/BUILD_ID") || mayRunFromFormer()) return;
  const names = fs.readdirSync(".next").filter((name) => !NOT_FORMER.has(name) && name !== "BUILD_ID");
  // By the last one it is known: who is ended half way goes on the next time.
  for (const name of [...names, "BUILD_ID"]) await fs.promises.rm(`.next/${name}`, { recursive: true, force: true });
}

function mayRunFromFormer() {
  const known = new Set([process.pid]);
  for (const name of fs.readdirSync(BUILDS))
    for (const file of usersOf(`${BUILDS}/${name}`)) {
      const living = livingOf(tolerantly(() => fs.readFileSync(file, "utf8")) ?? "");
      if (living !== null) known.add(living);
    }
  return processesOf(process.cwd()).some((pid) => !known.has(pid) && commandOf(pid).includes("server.mjs"));
}

/** What a build is called until it is removed. */
const GONE = ".gone";

/**
 * Gives a build its name again. Whoever runs from it may have said so meanwhile, in a folder of that name with nothing else.
 * @param {string} gone
 */
function putBack(gone) {
  const folder = gone.slice(0, -GONE.length);
  // Made anew meanwhile: this one is left as it is until nobody runs from it.
  if (fs.existsSync(`${folder}/whole`)) return;
  fs.rmSync(folder, { recursive: true, force: true });
  fs.renameSync(gone, folder);
}

/** @param {string} folder */
const usersOf = (folder) => {
  const users = `${folder}/users`;
  return (tolerantly(() => fs.readdirSync(users)) ?? []).map((name) => `${users}/${name}`);
};

/**
 * What is read; null when it is gone by now.
 * @template T
 * @param {() => T} read
 */
function tolerantly(read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/**
 * Whether a process runs from it: one that lives here, or one of another machine or container that said so lately.
 * @param {string} folder
 */
const isInUse = (folder) =>
  usersOf(folder).some((file) => {
    const entry = fs.statSync(file, { throwIfNoEntry: false });
    if (!entry) return false;
    return (
      Date.now() - entry.mtimeMs < ENDED_MS || livingOf(tolerantly(() => fs.readFileSync(file, "utf8")) ?? "") !== null
    );
  });

/**
 * When it was made, or somebody last ran from it.
 * @param {string} folder
 */
const lastUse = (folder) =>
  Math.max(
    ...[folder, `${folder}/users`, ...usersOf(folder)].map(
      (name) => fs.statSync(name, { throwIfNoEntry: false })?.mtimeMs ?? 0,
    ),
  );

/**
 * A file of the browser's part that this build does not have and another one does: while processes are upgraded one by
 * one, pages of each are asked for at the other. Their names hold a hash of what is in them.
 * @param {Build} build
 * @param {string} name from `/_next/static/` on, decoded
 * @returns {Promise<string | null>} its path
 */
export async function findElsewhere(build, name) {
  if (!/^[\w~@()[\].-]+(\/[\w~@()[\].-]+)*$/.test(name) || /(^|\/)\.\.?(\/|$)/.test(name)) return null;
  /** @param {string} id */
  const there = async (id) => {
    const file = `${BUILDS}/${id}/next/static/${name}`;
    const entry = await fs.promises.stat(file).catch(() => null);
    return entry?.isFile() ? file : null;
  };
  if (await there(build.id)) return null;
  for (const id of await fs.promises.readdir(BUILDS).catch(() => [])) {
    const file = id !== build.id && (await there(id));
    if (file) return file;
  }
  return null;
}
