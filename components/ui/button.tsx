import Link from "next/link";
import type { ComponentProps } from "react";

const base =
  "inline-flex items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap select-none transition-colors duration-100 disabled:opacity-55 aria-disabled:opacity-55";
const looks = {
  primary: "bg-ink text-paper hover:bg-ink/85 forced-colors:border",
  plain: "border border-line bg-sheet text-ink hover:bg-well",
  quiet: "text-ink-2 hover:bg-well hover:text-ink",
  danger: "border border-line bg-sheet text-danger hover:bg-danger-wash",
};
// A finger on a phone needs more room than a pointer.
const touch = "max-sm:pointer-coarse:min-h-10";
const sizes = {
  sm: `h-8 px-3 text-sm ${touch}`,
  md: `h-9 px-3.5 text-sm ${touch}`,
  lg: "h-11 px-5 text-base",
};

type Look = { look?: keyof typeof looks; size?: keyof typeof sizes };
/** The class of a button, for what must be another element. */
export const buttonClass = ({ look = "plain", size = "md" }: Look = {}, more = "") =>
  `${base} ${looks[look]} ${sizes[size]} ${more}`;

/** `busy` keeps the label and its width, says so to a screen reader, and refuses a second press. */
export function Button({
  look,
  size,
  busy = false,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & Look & { busy?: boolean }) {
  return (
    <button
      {...rest}
      type={type}
      aria-busy={busy || undefined}
      disabled={rest.disabled || busy}
      className={buttonClass({ look, size }, className)}
    />
  );
}

export function LinkButton({ look, size, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link {...rest} className={buttonClass({ look, size }, className)} />;
}
