import { describe, expect, test } from "vitest";
import { Problem } from "../problem";
import { hasTooMany, MOST_LEVELS, MOST_NODES } from "./nodes";
import { readJsonSafely } from "./pool";

const bytes = (text: string) => new TextEncoder().encode(text);
const refusal = (run: Promise<unknown>) =>
  run.then(
    () => null,
    (error: unknown) => (error instanceof Problem ? error.status : error),
  );

describe("how many values a body holds", () => {
  test("is counted through lists and objects", () => {
    expect(hasTooMany(Array(MOST_NODES - 1).fill(0))).toBe(false);
    expect(hasTooMany(Array(MOST_NODES).fill(0))).toBe(true);
    expect(hasTooMany(Object.fromEntries(Array.from({ length: 10 }, (_, i) => [i, Array(10).fill([])])), 111)).toBe(
      false,
    );
    expect(hasTooMany(Object.fromEntries(Array.from({ length: 10 }, (_, i) => [i, Array(10).fill([])])), 110)).toBe(
      true,
    );
  });
  test("is not counted beyond the limit, however deep or wide it is", () => {
    let looked = 0;
    const watched: unknown[] = Array.from({ length: 1000 }, () => ({
      get inner() {
        looked += 1;
        return watched;
      },
    }));
    expect(hasTooMany(watched, 5000)).toBe(true);
    expect(looked).toBeLessThan(5000);
    const nested = (levels: number): unknown => (levels > 1 ? { inner: nested(levels - 1) } : "");
    expect(hasTooMany(nested(MOST_LEVELS))).toBe(false);
    expect(hasTooMany(nested(MOST_LEVELS + 1))).toBe(true);
    let deep: unknown = [];
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(hasTooMany(deep)).toBe(true);
  });
});

describe("a large body, in a thread", () => {
  test("is the same value", async () => {
    const value = { markdown: "é".repeat(1_000_000), tags: ["a"], none: null };
    expect(await readJsonSafely(bytes(JSON.stringify(value)), "ada")).toEqual(value);
  });
  test("is refused with more values than a request can mean, and with none at all", async () => {
    expect(await refusal(readJsonSafely(bytes(`[${"0,".repeat(4_000_000)}0]`), "ada"))).toBe(413);
    expect(await readJsonSafely(bytes(`${"[".repeat(500_000)}`), "ada")).toBeUndefined();
    // Few enough values, too deep to be handed over.
    const deep = (levels: number) => `${"[".repeat(levels)}"${"x".repeat(300_000)}"${"]".repeat(levels)}`;
    expect(await refusal(readJsonSafely(bytes(deep(19_000)), "ada"))).toBe(413);
    expect(await refusal(readJsonSafely(bytes(deep(MOST_LEVELS)), "ada"))).toBe(413);
    expect(await refusal(readJsonSafely(bytes(deep(MOST_LEVELS - 1)), "ada"))).toBeNull();
    expect(await readJsonSafely(new Uint8Array([34, 0xff, 34]), "ada")).toBeUndefined();
  });
});
