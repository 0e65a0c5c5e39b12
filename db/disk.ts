import { statfs } from "node:fs/promises";
import { askAside, dataFolder, isUnavailable } from "./client";

/** Whether what is written can still be stored. */

/** Bytes that must be free where the embedded database keeps its data: two segments of its write-ahead log. */
const LEAST_FREE = 32 * 1024 * 1024;
/** What is written to see whether a database that refused for want of room has some again, in bytes and in milliseconds. */
const PROBE_BYTES = 512 * 1024;
const BETWEEN_PROBES_MS = 10_000;
const WRITING = `
  create temporary table room_probe (bytes text storage external) on commit drop;
  insert into room_probe values (repeat('x', ${PROBE_BYTES}))`;

declare global {
  // One for the process, however often this module is bundled.
  /** When the database last refused for want of room, and was last asked whether it has some; in milliseconds since 1970. */
  var glossDiskFull: { probedAt: number } | undefined;
}

/** Remembers a statement that failed because a disk is full, until one of `hasRoom` finds room again. */
export function noteFailure(error: unknown): void {
  if (isFull(error)) globalThis.glossDiskFull = { probedAt: Date.now() };
}

/** SQLSTATE 53100; ENOSPC is the same of this process's own files. */
const isFull = (error: unknown): boolean =>
  error instanceof Error && (("code" in error && /^(53100|ENOSPC)$/.test(String(error.code))) || isFull(error.cause));

/**
 * Whether there is room for what is written. Where the database is elsewhere it is asked only after it refused, by writing
 * something that is gone with its session. What it then says of anything else than room, as that this role may write nothing
 * there, is no reason to say that there is none: the next refusal tells.
 * @param patience milliseconds for which the database is waited for; without an answer it is full still
 */
export async function hasRoom(patience: number, least = LEAST_FREE): Promise<boolean> {
  const folder = dataFolder();
  if (folder) {
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize < least) return false;
  }
  const full = globalThis.glossDiskFull;
  if (!full) return true;
  if (patience <= 0 || Date.now() - full.probedAt < BETWEEN_PROBES_MS) return false;
  full.probedAt = Date.now();
  try {
    await askAside(WRITING, patience);
  } catch (error) {
    if (isUnavailable(error)) return false;
  }
  globalThis.glossDiskFull = undefined;
  return true;
}
