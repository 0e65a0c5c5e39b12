import { expect, test } from "vitest";
import { daysLater, inWords, moment, wall, zoneName } from "./zoned";

const VIENNA = "Europe/Vienna";

test("a wall clock's time is a moment by its zone, summer and winter", () => {
  expect(moment("2026-11-30T17:00", VIENNA)).toBe("2026-11-30T16:00:00.000Z");
  expect(moment("2026-07-01T17:00", VIENNA)).toBe("2026-07-01T15:00:00.000Z");
  expect(moment("2026-07-01T17:00", "America/St_Johns")).toBe("2026-07-01T19:30:00.000Z");
  expect(wall("2026-07-01T15:00:00Z", VIENNA)).toBe("2026-07-01T17:00");
  expect(wall("2026-12-31T23:30:00.123456Z", VIENNA)).toBe("2027-01-01T00:30");
});

test("of a time shown twice the first is meant, and one that is leapt over comes later", () => {
  // Clocks go back at 3:00 on 25 October 2026, and forward at 2:00 on 28 March 2027.
  expect(moment("2026-10-25T02:30", VIENNA)).toBe("2026-10-25T00:30:00.000Z");
  expect(moment("2027-03-28T02:30", VIENNA)).toBe("2027-03-28T01:30:00.000Z");
  expect(wall("2027-03-28T01:30:00Z", VIENNA)).toBe("2027-03-28T03:30");
});

test("what is no date is none", () => {
  for (const wrong of ["", "soon", "2026-02-30T10:00", "2026-01-01"]) expect(moment(wrong, VIENNA)).toBeNull();
});

test("a week later it is the same time of day, also when the clocks were changed between", () => {
  expect(daysLater("2026-10-23T15:00:00Z", 7, VIENNA)).toBe("2026-10-30T16:00:00.000Z");
  expect(daysLater("2026-10-30T16:00:00Z", -7, VIENNA)).toBe("2026-10-23T15:00:00.000Z");
});

test("a moment in words names its day and its clock", () => {
  expect(inWords("2026-11-30T16:00:00Z", VIENNA)).toBe("Mon 30 November 2026, 17:00");
  expect([VIENNA, "America/Argentina/Buenos_Aires", "UTC", "Etc/UTC"].map(zoneName)).toEqual([
    "Vienna time",
    "Buenos Aires time",
    "UTC",
    "UTC",
  ]);
});
