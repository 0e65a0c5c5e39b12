import { ownNameIn } from "@/lib/own-name";
import type { Person } from "@/lib/schemas/user";
import { useReader } from "./store";

/** Below what is being written: under which name others will read it, and that it says another. Nothing is held back. */
export function SeenAs({
  called,
  leaves = null,
  text,
}: {
  called: Person | null;
  /** As whom others have known its writer so far, where it is to go to readers who see the real name. */
  leaves?: Person | null;
  text: string;
}) {
  const name = useReader((r) => r.viewer?.name ?? "");
  if (leaves)
    return (
      <p role="status" className="border-quote border-l-2 pl-2 text-ink text-xs">
        Moved there it stands under your own name. Here others know you as <i>{leaves.name}</i>.
      </p>
    );
  if (!called) return null;
  const own = ownNameIn(text, name);
  return (
    <div className="text-ink-2 text-xs">
      <p>
        Others see you as <i className="text-ink">{called.name}</i>; instructors see your name.
      </p>
      <p role="status" className={own ? "mt-1.5 border-quote border-l-2 pl-2 text-ink" : "sr-only"}>
        {own && `Your text contains your own name, “${own}”. Others know you here as ${called.name}.`}
      </p>
    </div>
  );
}
