import type { Colour } from "@/lib/colours";

const LOOK: Record<Colour, string> = {
  slate: "bg-tag-slate",
  red: "bg-tag-red",
  amber: "bg-tag-amber",
  olive: "bg-tag-olive",
  green: "bg-tag-green",
  teal: "bg-tag-teal",
  blue: "bg-tag-blue",
  violet: "bg-tag-violet",
  pink: "bg-tag-pink",
};

/** A tag's colour, always beside its name. */
export const Dot = ({ colour }: { colour: Colour }) => (
  <span aria-hidden data-dot className={`inline-block size-2 shrink-0 rounded-full ${LOOK[colour]}`} />
);
