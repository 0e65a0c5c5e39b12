import { Button } from "@/components/ui/button";

/**
 * Moves one of a list to an earlier or later place. Both buttons stay at either end of the list, so that whoever moves it by
 * keyboard keeps the focus.
 */
export function Order({
  name,
  first,
  last,
  onMove,
}: {
  name: string;
  first: boolean;
  last: boolean;
  onMove: (by: -1 | 1) => void;
}) {
  const button = (way: string, arrow: string, by: -1 | 1, ends: boolean) => (
    <Button
      size="sm"
      look="quiet"
      aria-label={`${way}: ${name}`}
      aria-disabled={ends || undefined}
      onClick={() => !ends && onMove(by)}
    >
      {arrow}
    </Button>
  );
  return (
    <span className="flex shrink-0">
      {button("Earlier", "↑", -1, first)}
      {button("Later", "↓", 1, last)}
    </span>
  );
}
