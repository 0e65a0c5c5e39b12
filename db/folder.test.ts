import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { tmpdir } from "node:os";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holderOf, holdFolder, keepSecret, openFolder, Refusal, removeFolder } from "./folder.mjs";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(`${tmpdir()}/gloss-folder-`);
});
afterEach(() => removeFolder(folder));

/** Another process that tries to take the folder and, having it, keeps it until it is killed. */
async function contender() {
  const code = `const { holdFolder } = await import(${JSON.stringify(`${import.meta.dirname}/folder.mjs`)});
    try { holdFolder(${JSON.stringify(folder)}); console.log("held"); } catch { console.log("refused"); }
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  const [said] = await once(child.stdout, "data");
  return {
    pid: child.pid,
    holds: String(said).trim() === "held",
    async kill() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

test("a live holder is named, a killed one is no obstacle", async () => {
  const other = await contender();
  expect(holderOf(folder)).toBe(other.pid);
  expect(() => holdFolder(folder)).toThrow(`process ${other.pid}`);
  await other.kill();
  expect(holderOf(folder)).toBe(null);
  holdFolder(folder);
  expect(holderOf(folder)).toBe(process.pid);
  holdFolder(folder);
});

test("a process id that another program got since is no holder", () => {
  fs.writeFileSync(`${folder}/running`, `${process.ppid} a-boot-long-ago 12345\n`);
  holdFolder(folder);
  expect(holderOf(folder)).toBe(process.pid);
});

test("of many starts at once on a dead holder's folder, one wins", async () => {
  await (await contender()).kill();
  const contenders = await Promise.all(Array.from({ length: 6 }, contender));
  expect(contenders.filter(({ holds }) => holds)).toHaveLength(1);
  for (const { kill } of contenders) await kill();
});

test("a secret is made once, for its owner's eyes", () => {
  const secret = keepSecret(folder, "secret");
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(keepSecret(folder, "secret")).toBe(secret);
  expect(fs.statSync(`${folder}/secret`).mode & 0o777).toBe(0o600);
});

test("the parents of a new folder keep the modes that others need", () => {
  fs.chmodSync(folder, 0o711);
  openFolder(`${folder}/a/b`);
  expect(fs.statSync(`${folder}/a`).mode & 0o055).toBe(0o055 & ~process.umask());
  expect(fs.statSync(`${folder}/a/b`).mode & 0o066).toBe(0);
});

// Another account cannot make the folder that this is about.
const asRoot = process.getuid?.() === 0 ? test : () => {};
asRoot("below a folder that only root may enter, the data goes where PostgreSQL can be", () => {
  fs.chmodSync(folder, 0o700);
  const { path, account } = openFolder(`${folder}/data`);
  expect(path).toMatch(/^\/var\/lib\/gloss\//);
  expect(account?.uid).not.toBe(0);
  expect(openFolder(`${folder}/data`).path).toBe(path);
  removeFolder(path);
  expect(() => openFolder(`${folder}/data`)).toThrow(Refusal);
});
