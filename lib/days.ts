const key = (zone: string) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
const DAY = 86_400_000;

/**
 * A list that is ordered by time, parted at midnight of a time zone. Each part's `day` is as a reader says it: today,
 * yesterday, else the date.
 */
export function byDay<T extends { at: string }>(
  items: readonly T[],
  zone: string,
  now: Date,
): { day: string; items: T[] }[] {
  const of = key(zone);
  const [today, yesterday] = [of.format(now), of.format(new Date(now.getTime() - DAY))];
  const written = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone: zone, weekday: "long", day: "numeric", month: "long", year: "numeric" },
  });
  const parts = new Map<string, T[]>();
  for (const item of items) {
    const at = new Date(item.at);
    const which = of.format(at);
    const day = which === today ? "Today" : which === yesterday ? "Yesterday" : written.format(at);
    const part = parts.get(day);
    if (part) part.push(item);
    else parts.set(day, [item]);
  }
  return [...parts].map(([day, ofDay]) => ({ day, items: ofDay }));
}
