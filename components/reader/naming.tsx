"use client";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import type { Person } from "@/lib/schemas/user";
import { call } from "./client";

/** Milliseconds without a letter after which the server is asked. */
const PAUSE_MS = 120;

/**
 * The people whose names begin with what is being typed, under the field in which it is: whoever can see what is written
 * there. The focus stays in the field, which hands its keys over; nothing is shown while nobody is found.
 */
export default function Offered({
  id,
  where,
  typed,
  keys,
  onChoose,
  onActive,
}: {
  /** The list's id; its options are `id-0`, `id-1` … */
  id: string;
  /** The call that finds people, without what was typed. */
  where: string;
  typed: string;
  /** Where the field finds what takes its keys: true when a key was for the list. */
  keys: RefObject<((event: KeyboardEvent) => boolean) | null>;
  onChoose: (person: Person) => void;
  /** Which option is active; null while there is none. */
  onActive: (option: string | null) => void;
}) {
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [at, setAt] = useState(0);
  const [closed, setClosed] = useState(false);
  const known = useRef(new Map<string, readonly Person[]>());
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    setClosed(false);
    const q = typed.trim().toLowerCase();
    const show = (found: readonly Person[]) => {
      setPeople(found);
      setAt(0);
    };
    const before = known.current.get(q);
    if (before) return show(before);
    // Where nobody begins with less, nobody begins with more.
    if ([...known.current].some(([less, found]) => found.length === 0 && q.startsWith(less))) return show([]);
    let here = true;
    const timer = setTimeout(
      async () => {
        const found = await call<{ items: Person[] }>("GET", `${where}&q=${encodeURIComponent(q)}`);
        if (!found.ok) return;
        known.current.set(q, found.value.items);
        if (here) show(found.value.items);
      },
      q === "" ? 0 : PAUSE_MS,
    );
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [where, typed]);
  const shown = !closed && people.length > 0;
  const active = shown ? `${id}-${at}` : null;
  useEffect(() => onActive(active), [active, onActive]);
  useEffect(() => () => onActive(null), [onActive]);
  useEffect(() => {
    if (shown) list.current?.scrollIntoView({ block: "nearest" });
  }, [shown]);
  useEffect(() => {
    keys.current = (event) => {
      if (!shown || event.ctrlKey || event.metaKey || event.altKey) return false;
      const one = people[at];
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const step = event.key === "ArrowDown" ? 1 : -1;
        setAt((at + step + people.length) % people.length);
      } else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && one) onChoose(one);
      else if (event.key === "Escape") setClosed(true);
      else return false;
      return true;
    };
    return () => {
      keys.current = null;
    };
  }, [shown, people, at, keys, onChoose]);
  return (
    <>
      <p role="status" className="sr-only">
        {shown && `${people.length === 1 ? "1 person" : `${people.length} people`}. Arrow keys choose, Enter names.`}
      </p>
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label="People"
        hidden={!shown}
        className="absolute inset-x-0 top-full z-30 mt-1 scroll-my-2 rounded-xl border border-line bg-sheet p-1 shadow-lift"
      >
        {people.map((person, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field's keys choose; the pointer is the other way.
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, as the pattern asks.
          <div
            key={person.id}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            onPointerDown={(event) => event.preventDefault()}
            onPointerMove={() => setAt(i)}
            onClick={() => onChoose(person)}
            className="flex cursor-pointer items-center gap-2 rounded-lg px-2 py-1.5 text-sm aria-selected:bg-well max-bar:min-h-11"
          >
            <Avatar person={person} size="sm" />
            <span className="truncate" title={person.name}>
              {person.name}
            </span>
          </div>
        ))}
      </div>
    </>
  );
}
