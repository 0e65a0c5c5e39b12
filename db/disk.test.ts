import { expect, test, vi } from "vitest";
import { connectionFigures, sql } from "./client";
import { hasRoom, noteFailure } from "./disk";

test("a disk that was full is so until something can be written, and no other failure is taken for one", async () => {
  const refusal = (state: string) =>
    sql.unsafe(`do $$ begin raise exception 'no' using errcode = '${state}'; end $$`).then(
      () => null,
      (error: unknown) => error,
    );
  noteFailure(await refusal("23505"));
  expect(await hasRoom(1_000)).toBe(true);
  noteFailure(new Error("the statement failed", { cause: await refusal("53100") }));
  expect(await hasRoom(1_000)).toBe(false);
  // Nothing is written for each who asks: a stranger may ask as often as they like.
  expect(globalThis.glossDiskFull).toBeDefined();
  if (globalThis.glossDiskFull) globalThis.glossDiskFull.probedAt = 0;
  expect(await hasRoom(1_000)).toBe(true);
  expect(globalThis.glossDiskFull).toBeUndefined();
});

/** A database that was found full long enough ago to be asked again. */
const wasFull = () => {
  globalThis.glossDiskFull = { probedAt: 0 };
};

test("room is found while every connection of the pool is busy", async () => {
  const most = connectionFigures().db.most;
  let release = () => {};
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held = Array.from({ length: most }, () => sql.begin(() => isReleased));
  try {
    await vi.waitFor(() => expect(connectionFigures().db.used).toBe(most), { timeout: 10_000 });
    wasFull();
    expect(await hasRoom(5_000)).toBe(true);
  } finally {
    release();
    await Promise.all(held);
  }
});

test("a role that may not write such a probe does not leave the disk full for good", async () => {
  const connection = globalThis.glossDatabase?.connection;
  if (!connection) throw new Error("the database was not started");
  const { url } = connection;
  const few = new URL(url);
  const name = `probing_${crypto.randomUUID().slice(0, 8)}`;
  const database = `"${few.pathname.slice(1)}"`;
  await sql.unsafe(`create role ${name} login password 'probing'`);
  await sql.unsafe(`revoke temporary on database ${database} from public`);
  [few.username, few.password] = [name, "probing"];
  connection.url = few.href;
  try {
    wasFull();
    expect(await hasRoom(5_000)).toBe(true);
    expect(globalThis.glossDiskFull).toBeUndefined();
  } finally {
    connection.url = url;
    await sql.unsafe(`grant temporary on database ${database} to public`);
    await sql.unsafe(`drop role ${name}`);
  }
});
