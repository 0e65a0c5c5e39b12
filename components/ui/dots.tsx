import type { ComponentProps } from "react";

const BOX = {
  /** In a line of small text. */
  line: "size-[24px] rounded-md text-ink-3 data-[state=open]:bg-well max-bar:size-10",
  /** In the bar at the head of a page. */
  bar: "size-8 rounded-lg text-ink-2",
  /** Beside buttons. */
  framed: "size-9 rounded-lg border border-line bg-sheet text-ink-2",
};

/** The three dots that open a menu of what can be done with something, which `aria-label` names: a `Menu`'s trigger. */
export const Dots = ({
  look = "line",
  ...rest
}: { look?: keyof typeof BOX } & Omit<ComponentProps<"button">, "className">) => (
  <button
    type="button"
    {...rest}
    title={look === "line" ? undefined : rest["aria-label"]}
    className={`grid shrink-0 place-items-center hover:bg-well hover:text-ink ${BOX[look]}`}
  >
    <svg viewBox="0 0 16 16" className="size-4" fill="currentColor" aria-hidden>
      <circle cx="3" cy="8" r="1.3" />
      <circle cx="8" cy="8" r="1.3" />
      <circle cx="13" cy="8" r="1.3" />
    </svg>
  </button>
);
