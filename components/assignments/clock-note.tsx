import { clockChange, zoneName } from "@/lib/zoned";

const clock = (shown: string) => shown.slice(11, 16);

/** Says of a day and a time that the clocks of a zone leap over it or show it twice, and which moment is meant. */
export function clockNote(shown: string, zone: string): string | null {
  const change = clockChange(shown, zone);
  if (!change) return null;
  const there = zoneName(zone);
  if (change.kind === "skipped")
    return `${clock(shown)} doesn’t exist on this day in ${there}: clocks go forward. ${clock(change.instead)} is used instead.`;
  const [first, second] = change.offsets;
  return `${clock(shown)} occurs twice on this day in ${there}: clocks go back. The first is used (${first}, not ${second}).`;
}

export const ClockNote = ({ shown, zone }: { shown: string; zone: string }) => {
  const note = clockNote(shown, zone);
  return (
    <span aria-live="polite" className={note ? "block text-danger" : undefined}>
      {note}
    </span>
  );
};
