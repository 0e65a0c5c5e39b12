import type { Within as Place } from "@/lib/schemas/annotation";

/** Says that a note is for fewer than its whole group: for two alone, or for a section. Nothing where it is for all. */
export function Within({ of, group = false }: { of: Place | null; group?: boolean }) {
  if (!of) return null;
  const { alone, section } = of;
  if (alone)
    return (
      <span className="inline-flex items-center gap-1 text-ink-2 text-xs">
        <Lock />
        Only you and {alone}
      </span>
    );
  const words = [group && of.group, section].filter(Boolean).join(", ");
  return words ? <span className="text-ink-2 text-xs">{words}</span> : null;
}

/** The sign of what two see alone. */
export const Lock = () => (
  <svg
    aria-hidden
    viewBox="0 0 16 16"
    className="size-3.5 shrink-0 fill-none stroke-[1.5] stroke-current [stroke-linecap:round] [stroke-linejoin:round]"
  >
    <path d="M3.5 7.2h9v6h-9zM5.6 7.2V5a2.4 2.4 0 0 1 4.8 0v2.2" />
  </svg>
);
