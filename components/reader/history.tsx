"use client";
import { useEffect, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { When } from "@/components/ui/when";
import type { FormerState } from "@/lib/schemas/annotation";
import { call } from "./client";
import { KIND_NAMES, type Outcome } from "./model";
import { Rewritten } from "./rewritten";

type Past = { items: FormerState[] };

/**
 * What a note or a reply was before each change, newest first, with the words that went and came.
 * @param path its address in the API; @param now as it is now
 */
export function History({ path, now, onClose }: { path: string; now: FormerState["was"]; onClose: () => void }) {
  const [past, setPast] = useState<Outcome<Past> | null>(null);
  useEffect(() => {
    let here = true;
    void call<Past>("GET", `${path}/history`).then((found) => here && setPast(found));
    return () => {
      here = false;
    };
  }, [path]);
  const states = past?.ok ? [...past.value.items].sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1)) : [];
  return (
    <Dialog open onClose={onClose} title="History" wide>
      {!past && <p role="status">Fetching…</p>}
      {past && !past.ok && <p role="alert">{past.message}</p>}
      {past?.ok && states.length === 0 && <p>It stands as it was first written.</p>}
      <ol className="grid gap-4">
        {states.map((state, i) => {
          if (state.attached)
            return (
              <li key={`${state.revision}${state.madeAt}`} className={entry}>
                <Attached by={state} />
              </li>
            );
          const after = states.slice(0, i).findLast((each) => !each.attached);
          const later = after ? { ...now, ...after.was } : now;
          return (
            <li key={`${state.revision}${state.madeAt}`} className={entry}>
              <p className="text-ink-3 text-xs">
                Changed by {state.madeBy.name}, <When at={state.madeAt} />
                {aside(state.was, later)}
              </p>
              <p dir="auto" className="whitespace-pre-wrap break-words text-sm">
                <Rewritten from={state.was.body} to={later.body} />
              </p>
            </li>
          );
        })}
      </ol>
    </Dialog>
  );
}

const entry = "grid gap-1 border-line border-t pt-3 text-ink first:border-0 first:pt-0";

/** That somebody showed by hand where the passage stands, or took that back. */
function Attached({ by: { madeBy, madeAt, attached } }: { by: FormerState }) {
  return (
    <>
      <p className="text-ink-3 text-xs">
        {attached?.words == null ? "Place taken back" : "Re-attached"} by {madeBy.name}, <When at={madeAt} />
        {attached && ` · in version ${attached.version}`}
      </p>
      {attached?.words != null && (
        <p className="break-words text-sm">
          to:{" "}
          <q dir="auto" className="font-serif">
            {attached.words}
          </q>
        </p>
      )}
    </>
  );
}

/** What else a change was about, in words. */
function aside(was: FormerState["was"], now: Omit<FormerState["was"], "groupId">): string {
  const parts: string[] = [];
  if (was.kind && now.kind && was.kind !== now.kind)
    parts.push(`${KIND_NAMES[was.kind]} became ${KIND_NAMES[now.kind]}`);
  if (was.layer && was.layer !== now.layer) parts.push(`moved from ${LAYERS[was.layer]}`);
  if (was.quote && was.quote.exact !== now.quote?.exact) parts.push("another passage");
  if (was.tags && was.tags.join() !== now.tags?.join()) parts.push("other tags");
  if ((was.speaker ?? null) !== (now.speaker ?? null)) parts.push("another speaker");
  if ((was.source ?? null) !== (now.source ?? null)) parts.push("another source");
  return parts.length > 0 ? ` · ${parts.join(", ")}` : "";
}
const LAYERS = { private: "only me", group: "a group", public: "public" };
