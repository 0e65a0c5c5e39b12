import { When } from "@/components/ui/when";
import { inWords, zoneName } from "@/lib/zoned";

/** A moment as it is in an assignment's time zone, which is named; and how far away it is, where that is days. */
export function Moment({ at, zone, now }: { at: string; zone: string; now?: Date }) {
  const near = now && Math.abs(new Date(at).getTime() - now.getTime()) < 7 * 86_400_000;
  return (
    <>
      <time dateTime={at}>{inWords(at, zone)}</time> <span className="text-ink-3">{zoneName(zone)}</span>
      {near && (
        <span className="text-ink-3">
          {" "}
          (<When at={at} />)
        </span>
      )}
    </>
  );
}
