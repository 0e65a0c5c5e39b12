import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { tmpdir } from "node:os";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findElsewhere, fingerprint, occupy, removeOldBuilds } from "../build.mjs";
import { commandOf, nameSelf } from "../db/folder.mjs";

const home = process.cwd();
const PATIENT = 15_000;
const DAYS = 24 * 60 * 60 * 1000;
let folder: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  folder = fs.mkdtempSync(`${tmpdir()}/gloss-builds-`);
  process.chdir(folder);
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
  process.chdir(home);
  fs.rmSync(folder, { recursive: true, force: true });
});

const age = (file: string, days: number) =>
  fs.utimesSync(file, new Date(Date.now() - days * DAYS), new Date(Date.now() - days * DAYS));

/** A whole build that was made so many days ago. */
function made(id: string, days = 0, files: Record<string, string> = {}) {
  const build = { id, folder: `.next/builds/${id}` };
  fs.mkdirSync(build.folder, { recursive: true });
  fs.writeFileSync(`${build.folder}/whole`, "");
  for (const [name, content] of Object.entries(files)) {
    const file = `${build.folder}/next/static/${name}`;
    fs.mkdirSync(file.replace(/\/[^/]+$/, ""), { recursive: true });
    fs.writeFileSync(file, content);
  }
  age(build.folder, days);
  return build;
}

/** Says of a build that a process with this name ran from it, so many days ago. */
function used(build: { folder: string }, name: string, days: number) {
  fs.mkdirSync(`${build.folder}/users`, { recursive: true });
  fs.writeFileSync(`${build.folder}/users/1-a`, name);
  for (const file of [`${build.folder}/users/1-a`, `${build.folder}/users`, build.folder]) age(file, days);
}

/** A process in this folder that runs `code`, with what build.mjs exports at hand; resolves at its first word. */
async function another(code: string) {
  const source = `import * as build from ${JSON.stringify(`${home}/build.mjs`)}; ${code}; setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", source], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  started.push(child);
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    said += chunk;
  });
  await vi.waitFor(() => expect(said).not.toBe(""), PATIENT);
  return { child, said: () => said };
}

const left = () => fs.readdirSync(".next/builds").sort();

test("a build stays while somebody runs from it, however old, and goes when they have ended", async () => {
  const now = made("now");
  const old = made("old", 30);
  const { child } = await another(`console.log(build.occupy(${JSON.stringify(old)}))`);
  // A process that was stopped for a month says nothing, and lives.
  for (const name of fs.readdirSync(`${old.folder}/users`)) age(`${old.folder}/users/${name}`, 30);
  age(`${old.folder}/users`, 30);
  age(old.folder, 30);
  await removeOldBuilds(now);
  expect(left()).toEqual(["now", "old"]);
  child.kill("SIGKILL");
  await once(child, "exit");
  await removeOldBuilds(now);
  expect(left()).toEqual(["now"]);
});

test("what a removal that was ended left under another name is put back while somebody runs from it", async () => {
  const now = made("now");
  const old = made("old", 30);
  const { child } = await another(`console.log(build.occupy(${JSON.stringify(old)}))`);
  fs.renameSync(old.folder, `${old.folder}.gone`);
  // Who runs from it says so again.
  fs.mkdirSync(`${old.folder}/users`, { recursive: true });
  fs.writeFileSync(`${old.folder}/users/1-a`, "");
  await removeOldBuilds(now);
  expect(left()).toEqual(["now", "old"]);
  expect(fs.existsSync(`${old.folder}/whole`)).toBe(true);
  child.kill("SIGKILL");
  await once(child, "exit");
  for (const name of fs.readdirSync(`${old.folder}/users`)) age(`${old.folder}/users/${name}`, 30);
  fs.renameSync(old.folder, `${old.folder}.gone`);
  await removeOldBuilds(now);
  expect(left()).toEqual(["now"]);
});

test("a command runs from programs alone, which stay for as long", async () => {
  const now = made("now");
  const half = made("half", 30);
  fs.rmSync(`${half.folder}/whole`);
  expect(occupy(half, "programs")).toBe(false);
  fs.mkdirSync(`${half.folder}/programs`);
  const { child } = await another(`console.log(build.occupy(${JSON.stringify(half)}, "programs"))`);
  age(half.folder, 30);
  await removeOldBuilds(now);
  expect(left()).toEqual(["half", "now"]);
  child.kill("SIGKILL");
});

test("one of another machine counts while it says so", async () => {
  const now = made("now");
  used(made("theirs", 30), "77 another-boot 1\n", 0);
  used(made("gone", 30), "78 another-boot 1\n", 30);
  await removeOldBuilds(now);
  expect(left()).toEqual(["now", "theirs"]);
});

test("of builds that nobody runs from, two are kept for a day", async () => {
  const now = made("now", 3);
  for (const [id, days] of [
    ["a", 0.1],
    ["b", 0.2],
    ["c", 0.3],
    ["d", 2],
  ] as const)
    made(id, days);
  fs.mkdirSync(".next/builds/e.gone");
  const waiting = process.listenerCount("exit");
  for (let times = 0; times < 3; times++) await removeOldBuilds(now);
  expect(left()).toEqual(["a", "b", "now"]);
  // It is done every hour for as long as a server runs.
  expect(process.listenerCount("exit")).toBe(waiting);
});

test("nothing is removed while another process builds", async () => {
  const now = made("now");
  made("half", 30);
  fs.rmSync(".next/builds/half/whole");
  age(".next/builds/half", 30);
  const folderCode = JSON.stringify(`${home}/db/folder.mjs`);
  const { child } = await another(
    `const { holdFolder } = await import(${folderCode}); holdFolder(".next/builds"); console.log("held")`,
  );
  await removeOldBuilds(now);
  expect(left()).toContain("half");
  child.kill("SIGKILL");
  await once(child, "exit");
  await removeOldBuilds(now);
  expect(left()).toEqual(["now"]);
});

test("a start waits for the build that another one makes, says so, and runs from it", async () => {
  fs.mkdirSync(".next/builds", { recursive: true });
  // The test's own process, as the one that builds.
  fs.writeFileSync(".next/builds/running", nameSelf());
  const { said } = await another(
    `const { id } = await build.makeBuild(new AbortController().signal, console.log); console.log("from", id)`,
  );
  expect(said()).toBe(`Another start is building Gloss (process ${process.pid}); waiting for it.\n`);
  const { id } = made(fingerprint());
  fs.rmSync(".next/builds/running");
  await vi.waitFor(() => expect(said()).toContain(`\nfrom ${id}`), PATIENT);
  expect(said()).not.toContain("Building Gloss");
});

test("a build that was removed just before is not occupied", () => {
  expect(occupy({ id: "none", folder: ".next/builds/none" })).toBe(false);
});

test("what a page of another build asks for is found, and nothing beside it", async () => {
  const now = made("now", 0, { "chunks/mine.js": "1" });
  made("old", 0, { "chunks/mine.js": "1", "chunks/theirs.js": "2", "media/a~b(c)[d]@e.woff2": "3" });
  fs.writeFileSync(".next/builds/old/next/secret.js", "no");
  fs.writeFileSync(".next/builds/actions", "no");
  expect(await findElsewhere(now, "chunks/mine.js")).toBe(null);
  expect(await findElsewhere(now, "chunks/theirs.js")).toBe(".next/builds/old/next/static/chunks/theirs.js");
  expect(await findElsewhere(now, "media/a~b(c)[d]@e.woff2")).not.toBe(null);
  for (const name of ["chunks", "", "../secret.js", "chunks/../../secret.js", "/etc/passwd", "chunks//theirs.js", ".."])
    expect(await findElsewhere(now, name), name).toBe(null);
});

test("a build from before each had a folder goes when no server of this folder can run from it", async () => {
  const now = made("now");
  for (const name of ["server/app", "static/chunks", "cache", "dev", "types"])
    fs.mkdirSync(`.next/${name}`, { recursive: true });
  for (const name of ["routes-manifest.json", "server/app/page.js"]) fs.writeFileSync(`.next/${name}`, "");
  const rest = ["builds", "cache", "dev", "types"];
  // Without the mark of a build it is none of ours to remove.
  await removeOldBuilds(now);
  expect(fs.readdirSync(".next").sort()).toEqual([...rest, "routes-manifest.json", "server", "static"].sort());
  fs.writeFileSync(".next/BUILD_ID", "former");
  fs.writeFileSync("server.mjs", "setInterval(() => {}, 1000)");
  const former = spawn(process.execPath, ["server.mjs"], { stdio: "ignore" });
  started.push(former);
  await vi.waitFor(() => expect(commandOf(former.pid ?? 0)).toContain("server.mjs"), PATIENT);
  await removeOldBuilds(now);
  expect(fs.existsSync(".next/server/app/page.js")).toBe(true);
  former.kill("SIGKILL");
  await once(former, "exit");
  // Another one says that it runs from a build of its own.
  fs.writeFileSync(
    "server.mjs",
    `import * as build from ${JSON.stringify(`${home}/build.mjs`)}; console.log(build.occupy(${JSON.stringify(now)})); setInterval(() => {}, 1000)`,
  );
  const present = spawn(process.execPath, ["server.mjs"], { stdio: ["ignore", "pipe", "inherit"] });
  started.push(present);
  await once(present.stdout, "data");
  await removeOldBuilds(now);
  expect(fs.readdirSync(".next").sort()).toEqual(rest);
});
