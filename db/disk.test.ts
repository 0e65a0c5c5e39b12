import { expect, test } from "vitest";
import { sql } from "./client";
import { hasRoom, noteFailure } from "./disk";

test("a disk that was full is so until something can be written, and no other failure is taken for one", async () => {
  const refusal = (state: string) =>
    sql.unsafe(`do $$ begin raise exception 'no' using errcode = '${state}'; end $$`).then(
      () => null,
      (error: unknown) => error,
    );
  noteFailure(await refusal("23505"));
  expect(await hasRoom()).toBe(true);
  noteFailure(new Error("the statement failed", { cause: await refusal("53100") }));
  expect(await hasRoom()).toBe(false);
  // Nothing is written for each who asks: a stranger may ask as often as they like.
  expect(globalThis.glossDiskFull).toBeDefined();
  if (globalThis.glossDiskFull) globalThis.glossDiskFull.probedAt = 0;
  expect(await hasRoom()).toBe(true);
  expect(globalThis.glossDiskFull).toBeUndefined();
});
