/** The sign of a menu of actions. */
export function Dots() {
  return (
    <svg viewBox="0 0 16 16" className="size-4" fill="currentColor" aria-hidden>
      <circle cx="3" cy="8" r="1.3" />
      <circle cx="8" cy="8" r="1.3" />
      <circle cx="13" cy="8" r="1.3" />
    </svg>
  );
}
Dots.button =
  "grid size-[24px] shrink-0 place-items-center rounded-md text-ink-3 hover:bg-well hover:text-ink data-[state=open]:bg-well max-bar:size-10";
