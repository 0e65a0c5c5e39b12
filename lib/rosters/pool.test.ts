import { expect, test } from "vitest";
import { Problem } from "../problem";
import { readRoster } from "../roster";
import { MOST_LINES, ROSTER_BYTES } from "../schemas/roster";
import { readRosterSafely } from "./pool";

test("a roster reads the same in a thread", async () => {
  const csv = "Name,Email\nAda Byron,ada@example.org\n";
  expect(await readRosterSafely(csv, undefined, "lea")).toEqual(readRoster(csv));
});

test("a file that is no roster is refused, and this thread goes on meanwhile", async () => {
  let turns = 0;
  const ticking = setInterval(() => turns++, 5);
  const error = await readRosterSafely('"a'.repeat(ROSTER_BYTES / 10), undefined, "lea").catch((one: unknown) => one);
  clearInterval(ticking);
  // Read here, no turn would have come in between.
  expect(turns).toBeGreaterThan(3);
  expect(error instanceof Problem ? error.status : "read").toMatch(/^413$|^read$/);
  const long = await readRosterSafely("Ada\n".repeat(MOST_LINES + 5), undefined, "lea").catch((one: unknown) => one);
  expect(long).toMatchObject({ status: 413 });
});
