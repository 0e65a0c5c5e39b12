import { When } from "@/components/ui/when";
import { inWords, zoneName } from "@/lib/zoned";

/** A moment as it is in an assignment's time zone, which is named, and how far away it is. */
export function Moment({ at, zone, far = true }: { at: string; zone: string; far?: boolean }) {
  return (
    <>
      <time dateTime={at}>{inWords(at, zone)}</time> <span className="text-ink-3">{zoneName(zone)}</span>
      {far && (
        <span className="text-ink-3">
          {" "}
          (<When at={at} />)
        </span>
      )}
    </>
  );
}
