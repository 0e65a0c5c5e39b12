import { afterAll, expect, test } from "vitest";
import { readers } from "./pool";

// Memory enough that only time can stop the slow source: it takes ever more of both, and with less it was chance which ran out first.
const pool = readers({ threads: 2, waiting: 30, each: 1, seconds: 2, megabytes: 1024 });
afterAll(() => pool.close());

const text = (content: string) => ({ kind: "text" as const, content });
/** Quadratic for the parser: a minute of work. */
const slow = { kind: "markdown" as const, content: "*a _b ".repeat(1_000_000) };

test("a source is read in a thread, and a refusal comes back as it was thrown", { timeout: 20_000 }, async () => {
  const patient = readers({ threads: 1, waiting: 1, each: 1, seconds: 20, megabytes: 256 });
  expect(await patient.read(text("T\n\nbody"), "ann")).toMatchObject({ title: "T", text: "body" });
  await expect(patient.read(text(" "), "ann")).rejects.toMatchObject({ status: 400, reason: "empty" });
  await patient.close();
});

test("a source that takes too long is stopped, and others are read meanwhile", { timeout: 30_000 }, async () => {
  const stuck = pool.read(slow, "bob");
  const other = pool.read(text("T\n\nbody"), "ann");
  await expect(stuck).rejects.toMatchObject({
    reason: "too-slow",
    detail: expect.stringMatching(/^(?!.*paste it).*Split it/),
  });
  expect((await other).text).toBe("body");
});

test("a source that takes too much memory is stopped", { timeout: 30_000 }, async () => {
  const small = readers({ threads: 1, waiting: 1, each: 1, seconds: 20, megabytes: 40 });
  const heavy = { kind: "fragment" as const, content: "<i>a</i>".repeat(190_000) };
  await expect(small.read(heavy, "ann")).rejects.toMatchObject({ reason: "too-complex" });
  await small.close();
});

test("one person's sources wait for each other, and a queue that is full says so", { timeout: 30_000 }, async () => {
  const readings = [1, 2].map(() => pool.read(slow, "bob").catch((error: { reason: string }) => error.reason));
  await expect(pool.read(text("T\n\nbody"), "bob")).rejects.toMatchObject({ reason: "busy", status: 503 });
  expect(await Promise.all(readings)).toEqual(["too-slow", "too-slow"]);
});
