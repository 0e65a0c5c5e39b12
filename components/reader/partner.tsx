"use client";
import { useEffect, useId, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Dialog } from "@/components/ui/dialog";
import type { GroupOfReading } from "@/lib/schemas/group";
import type { Person } from "@/lib/schemas/user";
import { call } from "./client";
import type { Outcome } from "./model";

/** Milliseconds without a letter after which the server is asked. */
const PAUSE_MS = 150;

/** Looks for the one person of a group who is to see a note beside its author. */
export default function Partner({
  group,
  onChoose,
  onClose,
}: {
  group: GroupOfReading;
  onChoose: (person: Person) => void;
  onClose: () => void;
}) {
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<Outcome<{ items: Person[] }> | null>(null);
  const field = useId();
  useEffect(() => {
    let here = true;
    const ask = async () => {
      const now = await call<{ items: Person[] }>(
        "GET",
        `groups/${group.id}/partners?q=${encodeURIComponent(typed.trim())}`,
      );
      if (here) setFound(now);
    };
    const timer = setTimeout(() => void ask(), typed === "" ? 0 : PAUSE_MS);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [group.id, typed]);
  const people = found?.ok ? found.value.items : [];
  return (
    <Dialog open onClose={onClose} title="One person alone">
      <div className="grid gap-3">
        <p className="text-sm">
          Only the two of you see such a note and what is answered below it, in {group.name}: nobody else who leads it
          does.
        </p>
        <label htmlFor={field} className="sr-only">
          Name
        </label>
        <input
          id={field}
          type="search"
          value={typed}
          placeholder="Find by name"
          autoComplete="off"
          maxLength={80}
          onChange={(event) => setTyped(event.target.value)}
          className="h-10 w-full rounded-xl border border-line-2/60 bg-sheet px-3 text-ink outline-none focus:border-accent focus:outline-2 focus:outline-accent/35 max-bar:text-[1rem]"
        />
        <p role="status" className={found && people.length === 0 ? "text-sm" : "sr-only"}>
          {found && !found.ok ? found.message : found && people.length === 0 ? "Nobody is called so." : ""}
        </p>
        <ul className="-mx-2 grid">
          {people.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                onClick={() => onChoose(person)}
                className="flex w-full items-center gap-2.5 rounded-lg px-2 py-1.5 text-left text-ink hover:bg-well max-bar:min-h-11"
              >
                <Avatar person={person} size="sm" />
                <span className="truncate" title={person.name}>
                  {person.name}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
