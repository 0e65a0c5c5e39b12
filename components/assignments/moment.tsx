import { When } from "@/components/ui/when";
import { inWords, zoneName } from "@/lib/zoned";
import { OwnTime } from "./own-time";

/**
 * A moment as it is in an assignment's time zone, which is named; as it is where its reader is, where
 * that is another; and how far away it is, where that is days.
 */
export function Moment({ at, zone, now }: { at: string; zone: string; now?: Date }) {
  const near = now && Math.abs(new Date(at).getTime() - now.getTime()) < 7 * 86_400_000;
  return (
    <>
      <time dateTime={at}>{inWords(at, zone)}</time> <span className="text-ink-3">{zoneName(zone)}</span>
      <OwnTime at={at} zone={zone} />
      {near && (
        <span className="text-ink-3">
          {" "}
          (<When at={at} />)
        </span>
      )}
    </>
  );
}
