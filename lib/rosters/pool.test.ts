import { expect, test } from "vitest";
import { readRoster } from "../roster";
import { MOST_LINES, ROSTER_BYTES } from "../schemas/roster";
import { readRosterSafely } from "./pool";

test("a roster reads the same in a thread", async () => {
  const csv = "Name,Email\nAda Byron,ada@example.org\n";
  expect(await readRosterSafely(csv, undefined, "lea")).toEqual(readRoster(csv));
});

test("a hostile file is read apart, so that this thread goes on meanwhile, and says of its one line what is wrong", async () => {
  const csv = '"a'.repeat(ROSTER_BYTES / 10);
  let turns = 0;
  const ticking = setInterval(() => turns++, 5);
  const read = await readRosterSafely(csv, undefined, "lea");
  clearInterval(ticking);
  // Read here, no turn would have come in between.
  expect(turns).toBeGreaterThan(3);
  expect(read).toEqual(readRoster(csv));
  expect(read.lines).toEqual([]);
  expect(read.faults).toHaveLength(1);
});

test("a file with more people than a roster may have is refused", async () => {
  const long = await readRosterSafely("Ada\n".repeat(MOST_LINES + 5), undefined, "lea").catch((one: unknown) => one);
  expect(long).toMatchObject({ status: 413 });
});
