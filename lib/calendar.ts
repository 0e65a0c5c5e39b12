import ical, { ICalEventClass, ICalEventTransparency } from "ical-generator";
import { goalsInWords } from "./goals";
import type { Goals } from "./schemas/assignment";
import { inWords, zoneName } from "./zoned";

/** Due dates as a calendar (RFC 5545): what an instructor set, and nobody else's words. */

/** An assignment as it stands for one person. Times as ISO 8601. */
export type Entry = {
  id: string;
  title: string;
  group: string;
  goals: Goals;
  opensAt: string | null;
  dueAt: string | null;
  lateUntil: string | null;
  timeZone: string;
  revision: number;
  updatedAt: string;
  /** Its instructor's: it is to be looked after, not done. */
  leads: boolean;
};

/** Hours between two looks of a calendar program that heeds it. */
const HOURS = 1;
/** A calendar needs a component (RFC 5545, 3.6): one in which nothing is due says what UTC is. */
const UTC = [
  ...["BEGIN:VTIMEZONE", "TZID:Etc/UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000"],
  ...["TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE"],
].join("\r\n");
/** A line of text: what steers a terminal, or a program that reads this, is no part of it. */
const plain = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();

/**
 * The same entries always give the same text: it holds no moment of its making.
 * @param site where we are, without a slash at the end
 */
export function calendar(entries: readonly Entry[], site: string): string {
  const made = ical({
    name: "Gloss",
    description: "What you are to read, and by when",
    prodId: { company: "Gloss", product: "Assignments", language: "EN" },
    ttl: HOURS * 3600,
    url: `${site}/assignments`,
  });
  const host = new URL(site).hostname;
  for (const entry of entries) {
    const { id, opensAt, dueAt, leads, revision, updatedAt } = entry;
    const event = (what: "due" | "opens", at: string, summary: string) =>
      made.createEvent({
        ...{ id: `${id}-${what}@${host}`, sequence: revision, summary, url: `${site}/assignments/${id}` },
        ...{ start: new Date(at), stamp: new Date(updatedAt), lastModified: new Date(updatedAt) },
        description: described(entry, site),
        transparency: ICalEventTransparency.TRANSPARENT,
        class: ICalEventClass.PRIVATE,
      });
    // Students learn of it once it has opened: when it did is said beside the date on which it is due.
    if (opensAt && leads) event("opens", opensAt, `Opens: ${plain(entry.title)}`);
    if (dueAt) event("due", dueAt, `Due: ${plain(entry.title)}`);
  }
  const text = made.toString().trimEnd();
  return `${made.length() > 0 ? text : text.replace(/END:VCALENDAR$/, `${UTC}\r\nEND:VCALENDAR`)}\r\n`;
}

function described({ id, group, goals, opensAt, dueAt, lateUntil, timeZone, leads }: Entry, site: string): string {
  const said = (at: string) => `${inWords(at, timeZone)} (${zoneName(timeZone)})`;
  return [
    leads ? `You set this for ${plain(group)}.` : `For ${plain(group)}.`,
    opensAt && `Opens ${said(opensAt)}.`,
    dueAt && `Due ${said(dueAt)}.`,
    lateUntil && lateUntil !== dueAt && `Late work is taken until ${said(lateUntil)}.`,
    goalsInWords(goals),
    `${site}/assignments/${id}`,
  ]
    .filter(Boolean)
    .join("\n");
}
