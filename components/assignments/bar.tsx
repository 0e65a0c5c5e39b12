/** How much of something is there. A `progress` element: our content policy allows no inline style. */
export const Bar = ({
  n,
  of,
  label,
  className = "w-24",
}: {
  n: number;
  of: number;
  label: string;
  className?: string;
}) => (
  <progress
    value={Math.min(n, of)}
    max={of}
    aria-label={label}
    className={`h-[5px] appearance-none overflow-hidden rounded-full border-0 bg-line ${className} ${
      n >= of
        ? "[&::-moz-progress-bar]:bg-evidence [&::-webkit-progress-value]:bg-evidence"
        : "[&::-moz-progress-bar]:bg-claim [&::-webkit-progress-value]:bg-claim"
    } [&::-webkit-progress-bar]:bg-line`}
  />
);
