/**
 * Moments as a wall clock somewhere shows them. A wall is `2026-11-30T17:00`, as a browser's field for date and time holds
 * it; a moment is ISO 8601 with its offset; a zone as the tz database names it.
 */

const MINUTE = 60_000;
const WALL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/;
const wallOf = (at: number) => new Date(at).toISOString().slice(0, 16);

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function ahead(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-CA", {
    ...{ timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
  }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return shown - Math.floor(at / 1000) * 1000;
}

/** What the clocks there show at this moment. */
export function wall(moment: string, zone: string): string {
  const at = new Date(moment).getTime();
  return wallOf(at + ahead(at, zone));
}

/**
 * The moment at which the clocks there show this. Where they show it twice the first, where they leap over it as much
 * later as they leap. Null for what is no date.
 */
export function moment(shown: string, zone: string): string | null {
  const parts = WALL.exec(shown)?.slice(1).map(Number);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts;
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  if (Number.isNaN(asUtc) || wallOf(asUtc) !== shown.slice(0, 16)) return null;
  const guesses = [ahead(asUtc - 24 * 60 * MINUTE, zone), ahead(asUtc + 24 * 60 * MINUTE, zone)].map(
    (offset) => asUtc - offset,
  );
  const fits = guesses.filter((at) => at + ahead(at, zone) === asUtc);
  const at = fits.length > 0 ? Math.min(...fits) : (guesses[0] ?? asUtc);
  return new Date(at).toISOString();
}

/** Sooner or later by so many days of that zone's calendar: at the same time of its clocks. */
export function daysLater(at: string, days: number, zone: string): string {
  const shown = Date.parse(`${wall(at, zone)}Z`) + days * 24 * 60 * MINUTE;
  return moment(wallOf(shown), zone) ?? at;
}

const date = { weekday: "short", day: "numeric", month: "long", year: "numeric" } as const;
const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** A moment in words, as it is there: "Mon 30 November 2026, 17:00". */
export function inWords(at: string, zone: string): string {
  const parts = { timeZone: zone };
  const day = new Intl.DateTimeFormat("en-GB", { ...date, ...parts }).format(new Date(at)).replace(",", "");
  return `${day}, ${new Intl.DateTimeFormat("en-GB", { ...clock, ...parts }).format(new Date(at))}`;
}

/** A zone as people say it: "Vienna time", "UTC". */
export function zoneName(zone: string): string {
  if (!zone.includes("/") || zone.startsWith("Etc/")) return zone.replace(/^Etc\//, "");
  return `${(zone.split("/").at(-1) ?? zone).replaceAll("_", " ")} time`;
}

/** All that can be chosen, as this machine knows them. */
export const zones = (): string[] => ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
