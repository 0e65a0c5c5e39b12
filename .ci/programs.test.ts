import { readdirSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { makePrograms } from "../build.mjs";

// Without a build a thread compiles its own program, where a package may ask for what the built one has not.
test("the program of each kind of thread runs as it is built", async () => {
  const { folder } = await makePrograms();
  const names = readdirSync("lib", { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(`lib/${entry.name}`).includes("worker.ts"))
    .map(({ name }) => name);
  expect(names).toContain("article");
  for (const name of names) {
    const thread = new Worker(`${process.cwd()}/${folder}/programs/${name}.mjs`, { env: {} });
    const said = await new Promise((resolve, reject) => {
      thread.once("message", resolve);
      thread.once("error", reject);
      thread.once("exit", (code) => reject(new Error(`${name} ended with ${code}.`)));
    });
    expect(said, name).toBe("ready");
    thread.removeAllListeners();
    await thread.terminate();
  }
});
