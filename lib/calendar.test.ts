import { expect, test } from "vitest";
import { calendar, type Entry } from "./calendar";

const SITE = "https://gloss.example";
const entry = (more: Partial<Entry> = {}): Entry => ({
  ...{ id: "0190a0c0-0000-7000-8000-000000000001", title: "Rivers", group: "Circle", goals: { claim: 2 }, revision: 3 },
  ...{ opensAt: null, dueAt: "2026-11-30T16:00:00Z", lateUntil: null, timeZone: "Europe/Vienna", leads: false },
  ...{ updatedAt: "2026-11-01T09:00:00.123456Z", ...more },
});
/** The properties of a calendar by name, its lines joined again and their escapes undone (RFC 5545, 3.1 and 3.3.11). */
function properties(text: string): Map<string, string[]> {
  expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
  const found = new Map<string, string[]>();
  for (const line of text
    .replace(/\r\n[ \t]/g, "")
    .trimEnd()
    .split("\r\n")) {
    const [, name = "", value = ""] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/s.exec(line) ?? [];
    expect(name, line).not.toBe("");
    const plain = value.replace(/\\([\\;,nN])/g, (_, sign: string) => (/n/i.test(sign) ? "\n" : sign));
    found.set(name, [...(found.get(name) ?? []), plain]);
  }
  return found;
}
const one = (more: Partial<Entry> = {}) => properties(calendar([entry(more)], SITE));

test("a date is one moment whatever the zone, before and after the clocks are changed", () => {
  expect(one().get("DTSTART")).toEqual(["20261130T160000Z"]);
  expect(one({ dueAt: "2026-07-01T15:00:00Z" }).get("DTSTART")).toEqual(["20260701T150000Z"]);
  expect(one({ dueAt: "2026-07-01T15:00:00Z" }).get("DESCRIPTION")?.[0]).toContain(
    "Due Wed 1 July 2026, 17:00 (Vienna time).",
  );
  expect(one().get("DESCRIPTION")?.[0]).toContain("Due Mon 30 November 2026, 17:00 (Vienna time).");
  // The hour that comes twice on 25 October: two moments, one wall clock.
  const twice = ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"].map((dueAt) => one({ dueAt }).get("DTSTART")?.[0]);
  expect(twice).toEqual(["20261025T003000Z", "20261025T013000Z"]);
});

test("what a title holds stays in it: no line, property or event of its own", () => {
  const title = `A; B, C\\n "D" \u0007\r\nEND:VEVENT\r\nBEGIN:VALARM\nX:${"ü🙂水".repeat(60)}`;
  const text = calendar([entry({ title, group: "G\r\nATTENDEE:mailto:x@example.org" })], SITE);
  const found = properties(text);
  expect(found.get("BEGIN")).toEqual(["VCALENDAR", "VEVENT"]);
  expect(found.has("ATTENDEE")).toBe(false);
  expect(found.get("SUMMARY")).toEqual([`Due: A; B, C\\n "D"  END:VEVENT BEGIN:VALARM X:${"ü🙂水".repeat(60)}`]);
  for (const line of text.split("\r\n")) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line.isWellFormed()).toBe(true);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left.
    expect(line).not.toMatch(/[\x00-\x08\x0a-\x1f\x7f]/);
  }
});

test("it says until when late work is taken, what is asked and where, and to its instructor when it opens", () => {
  const given = { opensAt: "2026-11-20T07:00:00Z", lateUntil: "2026-12-02T16:00:00Z" };
  const student = one(given);
  expect(student.get("UID")).toEqual(["0190a0c0-0000-7000-8000-000000000001-due@gloss.example"]);
  expect(student.get("DESCRIPTION")?.[0]?.split("\n")).toEqual([
    "For Circle.",
    "Opens Fri 20 November 2026, 08:00 (Vienna time).",
    "Due Mon 30 November 2026, 17:00 (Vienna time).",
    "Late work is taken until Wed 2 December 2026, 17:00 (Vienna time).",
    "Mark at least 2 claims.",
    "https://gloss.example/assignments/0190a0c0-0000-7000-8000-000000000001",
  ]);
  expect(one({ ...given, leads: true }).get("DTSTART")).toEqual(["20261120T070000Z", "20261130T160000Z"]);
  // A calendar without a component would be none.
  expect(one({ dueAt: null }).get("BEGIN")).toEqual(["VCALENDAR", "VTIMEZONE", "STANDARD"]);
});

test("the same dates are the same text at any time, and another revision another", () => {
  expect(calendar([entry()], SITE)).toBe(calendar([entry()], SITE));
  expect(calendar([entry({ revision: 4 })], SITE)).not.toBe(calendar([entry()], SITE));
  for (const name of ["PRODID", "VERSION", "DTSTAMP"]) expect(one().get(name)).toHaveLength(1);
});
