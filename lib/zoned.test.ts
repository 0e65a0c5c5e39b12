import { expect, test } from "vitest";
import { canonicalZone, clockChange, daysLater, inBothZones, inWords, moment, wall, zoneName, zones } from "./zoned";

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

test("a time that the clocks leap over or show twice is told, and none other", () => {
  expect(clockChange("2027-03-28T02:30", VIENNA)).toEqual({ kind: "skipped", instead: "2027-03-28T03:30" });
  expect(clockChange("2026-10-25T02:30", VIENNA)).toEqual({ kind: "twice", offsets: ["UTC+2", "UTC+1"] });
  expect(clockChange("2027-04-04T01:45", "Australia/Lord_Howe")).toEqual({
    ...{ kind: "twice", offsets: ["UTC+11", "UTC+10:30"] },
  });
  expect(clockChange("2026-11-01T01:00", "America/New_York")).toEqual({ kind: "twice", offsets: ["UTC−4", "UTC−5"] });
  // The day that Samoa went without.
  expect(clockChange("2011-12-30T12:00", "Pacific/Apia")).toMatchObject({ kind: "skipped" });
  for (const [shown, zone] of [
    ["2027-03-28T01:59", VIENNA],
    ["2027-03-28T03:00", VIENNA],
    ["2026-10-25T03:00", VIENNA],
    ["2026-10-25T01:59", VIENNA],
    ["2026-10-25T02:30", "Asia/Kolkata"],
    ["2026-02-30T02:30", VIENNA],
    ["", VIENNA],
  ] as const)
    expect(clockChange(shown, zone)).toBeNull();
});

test("a zone has its present name, under whichever it was known before, and only a zone has one", () => {
  const names = [
    "Asia/Calcutta",
    "asia/kolkata",
    "Europe/Kiev",
    "Asia/Saigon",
    "America/Godthab",
    "US/Eastern",
    "Etc/UTC",
    VIENNA,
  ];
  expect(names.map(canonicalZone)).toEqual([
    ...[
      "Asia/Kolkata",
      "Asia/Kolkata",
      "Europe/Kyiv",
      "Asia/Ho_Chi_Minh",
      "America/Nuuk",
      "America/New_York",
      "UTC",
      VIENNA,
    ],
  ]);
  for (const wrong of ["", "Mars/Base", "+05:30", "Vienna"]) expect(canonicalZone(wrong)).toBeNull();
  expect(zoneName("Asia/Calcutta")).toBe("Kolkata time");
  // All that are offered are kept as they are offered, and none of the former names is.
  const all = zones();
  expect(all.map(canonicalZone)).toEqual(all);
  expect(new Set(all).size).toBe(all.length);
  for (const former of ["Asia/Calcutta", "Europe/Kiev", "America/Buenos_Aires", "Pacific/Truk"])
    expect(all).not.toContain(former);
  expect(all).toContain("America/Argentina/Buenos_Aires");
});

test("a reader elsewhere has their own time beside the other, and one at the same time has not", () => {
  const at = "2026-11-30T16:00:00Z";
  expect(inBothZones(at, VIENNA, "Asia/Kolkata")).toBe("Mon 30 November 2026, 17:00 (Vienna time; 21:30 Kolkata time)");
  expect(inBothZones(at, VIENNA, "Asia/Tokyo")).toBe(
    "Mon 30 November 2026, 17:00 (Vienna time; Tue 1 December 2026, 01:00 Tokyo time)",
  );
  for (const own of [null, VIENNA, "Europe/Berlin"])
    expect(inBothZones(at, VIENNA, own)).toBe("Mon 30 November 2026, 17:00 (Vienna time)");
});
