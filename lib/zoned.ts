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
  const asUtc = utcOf(shown);
  if (asUtc === null) return null;
  const { guesses, fits } = candidates(asUtc, zone);
  return new Date(fits[0] ?? guesses[0] ?? asUtc).toISOString();
}

/** What is wrong with a time as the clocks there show it: they leap over it, or show it twice. Null for any other. */
export function clockChange(
  shown: string,
  zone: string,
): { kind: "skipped"; instead: string } | { kind: "twice"; offsets: [string, string] } | null {
  const asUtc = utcOf(shown);
  if (asUtc === null) return null;
  const { fits } = candidates(asUtc, zone);
  if (fits.length === 0) return { kind: "skipped", instead: wall(moment(shown, zone) ?? "", zone) };
  const [first = 0, second] = fits;
  return second === undefined ? null : { kind: "twice", offsets: [offset(first, zone), offset(second, zone)] };
}

/** How far the clocks are ahead of UTC, as "UTC+5:30". */
function offset(at: number, zone: string): string {
  const minutes = Math.round(ahead(at, zone) / MINUTE);
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return minutes === 0
    ? "UTC"
    : `UTC${minutes < 0 ? "−" : "+"}${hours}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}

/** A wall as if it were one of UTC, in milliseconds; null for what is no date. */
function utcOf(shown: string): number | null {
  const parts = WALL.exec(shown)?.slice(1).map(Number);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts;
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  return Number.isNaN(asUtc) || wallOf(asUtc) !== shown.slice(0, 16) ? null : asUtc;
}

/** The moments that a wall may mean, by the offsets of the days before and after; those that fit, the earlier first. */
function candidates(asUtc: number, zone: string): { guesses: number[]; fits: number[] } {
  const guesses = [ahead(asUtc - 24 * 60 * MINUTE, zone), ahead(asUtc + 24 * 60 * MINUTE, zone)].map(
    (offset) => asUtc - offset,
  );
  const fits = [...new Set(guesses)].filter((at) => at + ahead(at, zone) === asUtc).sort((a, b) => a - b);
  return { guesses, fits };
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

/**
 * A moment as the clocks show it where its reader lives, beside the same in another zone: with its day where that is another
 * one; null where they show the same.
 */
export function besideZone(at: string, zone: string, own: string): string | null {
  const [there, here] = [wall(at, zone), wall(at, own)];
  if (there === here) return null;
  return there.slice(0, 10) === here.slice(0, 10) ? here.slice(11) : inWords(at, own);
}

/** A moment in words with its zone, and beside it as it is where its reader lives. */
export function inBothZones(at: string, zone: string, own: string | null): string {
  const theirs = own && besideZone(at, zone, own);
  return `${inWords(at, zone)} (${zoneName(zone)}${theirs ? `; ${theirs} ${zoneName(own)}` : ""})`;
}

/** A zone as people say it: "Vienna time", "UTC". */
export function zoneName(given: string): string {
  const zone = canonicalZone(given) ?? given;
  if (!zone.includes("/") || zone.startsWith("Etc/")) return zone.replace(/^Etc\//, "");
  return `${(zone.split("/").at(-1) ?? zone).replaceAll("_", " ")} time`;
}

/** Zones by the names that JavaScript's engines still give them, and what the tz database calls them now. */
const RENAMED: Record<string, string> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

/** The name by which a zone is kept: the tz database's present one, whatever alias or case it is given in. Null for none. */
export function canonicalZone(zone: string): string | null {
  // An offset alone is no zone: it knows no summer.
  if (!/^[A-Za-z]/.test(zone)) return null;
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions();
    return RENAMED[timeZone] ?? timeZone;
  } catch {
    return null;
  }
}

/** All that can be chosen, as this machine knows them, by their present names. */
export const zones = (): string[] => {
  const all = Intl.supportedValuesOf("timeZone").map((zone) => RENAMED[zone] ?? zone);
  return ["UTC", ...[...new Set(all)].filter((zone) => zone !== "UTC").sort()];
};
