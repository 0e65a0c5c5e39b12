"use client";
import { type KeyboardEvent, useId, useMemo, useState } from "react";
import type { Person } from "@/lib/schemas/user";

/** As many names as are listed at once; typing finds the others. */
const MOST = 40;
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** Whose notes are shown, found by typing a part of their name: for more people than one scrolls through. */
export default function PersonFilter({
  people,
  chosen,
  onChoose,
}: {
  people: readonly Person[];
  chosen: string | null;
  onChoose: (id: string | null) => void;
}) {
  const id = useId();
  const name = people.find((person) => person.id === chosen)?.name ?? "";
  const [typed, setTyped] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const open = typed !== null;
  const found = useMemo(() => {
    const sought = plain(typed ?? "").trim();
    return sought ? people.filter((person) => plain(person.name).includes(sought)) : people;
  }, [people, typed]);
  const listed = found.slice(0, MOST);
  const close = () => setTyped(null);
  const choose = (person: Person | undefined) => {
    close();
    if (person) onChoose(person.id);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "Escape" && open) close();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!open) setTyped("");
      else setAt((now) => (now + (event.key === "ArrowDown" ? 1 : listed.length - 1)) % Math.max(1, listed.length));
    } else if (event.key === "Enter" && open) choose(listed[at]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <span className="relative flex min-w-0 flex-wrap items-center gap-1">
      <input
        type="text"
        role="combobox"
        aria-label="People"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-activedescendant={open && listed[at] ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder={`Everyone (${people.length})`}
        value={typed ?? name}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onClick={() => setTyped((now) => now ?? "")}
        onKeyDown={key}
        onBlur={close}
        className="rail-select min-w-0 flex-1 max-rail:w-40"
      />
      {chosen !== null && (
        <button
          type="button"
          aria-label="Show everyone's"
          title="Everyone"
          onClick={() => onChoose(null)}
          className="grid size-5 shrink-0 place-items-center rounded text-ink-3 hover:text-ink max-bar:size-10"
        >
          <svg aria-hidden viewBox="0 0 10 10" className="size-2.5 stroke-[1.6] stroke-current">
            <path d="M1.5 1.5l7 7M8.5 1.5l-7 7" />
          </svg>
        </button>
      )}
      {open && (
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label="People"
          // The field keeps the focus, and the list, while one of it is pressed.
          onMouseDown={(event) => event.preventDefault()}
          className="z-30 max-h-60 overflow-y-auto rounded-lg border border-line bg-sheet p-1 text-ink shadow-card max-rail:absolute max-rail:top-full max-rail:left-0 max-rail:mt-1 max-rail:w-56 rail:basis-full"
        >
          {listed.map((person, i) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus, and names the option.
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field's Enter does the same.
            <div
              key={person.id}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === at}
              onClick={() => choose(person)}
              onMouseMove={() => setAt(i)}
              className="cursor-pointer truncate rounded px-2 py-1 aria-selected:bg-well max-bar:py-2.5"
              title={person.name}
            >
              {person.name}
            </div>
          ))}
          {listed.length === 0 && <p className="px-2 py-1 text-ink-3">Nobody of this name wrote here.</p>}
          {found.length > MOST && <p className="px-2 py-1 text-ink-3">{found.length - MOST} more: type a name.</p>}
        </div>
      )}
    </span>
  );
}
