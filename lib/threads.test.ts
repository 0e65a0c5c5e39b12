import { Worker } from "node:worker_threads";
import { afterAll, expect, test } from "vitest";
import { type Limits, Pool } from "./threads";

/** A task is answered when the test says so: its thread looks at a number that both share. */
type Task = { name: string; gate: Int32Array };
const opened: Pool<Task, string>[] = [];
afterAll(() => Promise.all(opened.map((pool) => pool.close())));

const source = `
  const { parentPort } = require("node:worker_threads");
  parentPort.on("message", ({ name, gate }) => { Atomics.wait(gate, 0, 0); parentPort.postMessage({ answer: name }); });
  parentPort.postMessage("ready");`;

function pool(limits: Partial<Limits>) {
  const made = new Pool<Task, string>(
    { threads: 2, waiting: 100, each: 2, seconds: 60, megabytes: 64, ...limits },
    () => new Worker(source, { eval: true, stdout: true, stderr: true }),
    (why) => new Error(why),
  );
  opened.push(made);
  const order: string[] = [];
  return {
    order,
    run(name: string, size = 0) {
      const gate = new Int32Array(new SharedArrayBuffer(4));
      const ended = made.run({ name, gate }, name.charAt(0), size).then(
        (answer) => {
          order.push(answer);
          return answer;
        },
        (error: Error) => error.message,
      );
      return {
        ended,
        let() {
          Atomics.store(gate, 0, 1);
          Atomics.notify(gate, 0);
          return ended;
        },
      };
    },
  };
}

test("whoever has sent all they may keeps nobody out, however full the queue is", async () => {
  const { run } = pool({ waiting: 2 });
  const [running, ...waiting] = ["A1", "A2", "A3"].map((name) => run(name));
  expect(await run("A4").ended).toBe("busy");
  expect(await run("B1").let()).toBe("B1");
  await running?.let();
  for (const one of waiting) await one.let();
});

test("nobody takes more than their share of the places to wait", async () => {
  const { run } = pool({ threads: 1, waiting: 4 });
  const all = ["A1", "A2", "A3", "B1", "B2"].map((name) => run(name));
  expect(await run("A4").ended).toBe("busy");
  expect(await run("B3").ended).toBe("busy");
  expect(await run("C1").ended).toBe("busy");
  expect(await Promise.all(all.map((one) => one.let()))).toEqual(["A1", "A2", "A3", "B1", "B2"]);
});

test("those who wait take turns, each with their tasks in order", async () => {
  const { run, order } = pool({ threads: 1 });
  const all = ["A1", "A2", "A3", "B1", "B2", "C1"].map((name) => run(name));
  await Promise.all(all.map((one) => one.let()));
  expect(order).toEqual(["A1", "B1", "C1", "A2", "B2", "A3"]);
});

test("what waits holds no more than it may in all, and what starts at once is not counted", async () => {
  const { run } = pool({ threads: 1, held: 10 });
  const all = [run("A1", 1000), run("B1", 6)];
  expect(await run("C1", 5).ended).toBe("busy");
  all.push(run("C2", 4));
  expect(await Promise.all(all.map((one) => one.let()))).toEqual(["A1", "B1", "C2"]);
  expect(await run("C3", 11).let()).toBe("C3");
});

test("an answer that cannot be taken over ends its task at once, and the next is worked on", async () => {
  // The same event as where a value is too deep, which the machine's stack decides.
  const threads: Worker[] = [];
  const made = new Pool<Task, string>(
    { threads: 1, waiting: 1, each: 1, seconds: 3600, megabytes: 64 },
    () => {
      const thread = new Worker(source, { eval: true, stdout: true, stderr: true });
      threads.push(thread);
      return thread;
    },
    (why) => new Error(why),
  );
  opened.push(made);
  const [closed, open] = [new Int32Array(new SharedArrayBuffer(4)), new Int32Array(new SharedArrayBuffer(4)).fill(1)];
  const lost = made.run({ name: "A1", gate: closed }, "A");
  threads[0]?.emit("messageerror", new RangeError("Maximum call stack size exceeded"));
  await expect(lost).rejects.toThrow("too-complex");
  expect(await made.run({ name: "B1", gate: open }, "B")).toBe("B1");
});
