"use client";
import dynamic from "next/dynamic";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import type { GroupOfReading } from "@/lib/schemas/group";
import type { Person } from "@/lib/schemas/user";
import { PARTS } from "./ahead";
import { type LayerChoice, layerName } from "./model";
import { useReader } from "./store";

const Partner = dynamic(PARTS.partner, { ssr: false });

type Place = {
  layer: string;
  groupId: string | null;
  sectionId?: string | null;
  withUser?: Person | null;
};
export const sameLayer = (a: Place, b: Place) =>
  a.layer === b.layer &&
  a.groupId === b.groupId &&
  (a.sectionId ?? null) === (b.sectionId ?? null) &&
  (a.withUser?.id ?? null) === (b.withUser?.id ?? null);

/** What this reader writes for a group: for all of it, or where it is discussed per section, for their own. */
export const groupLayer = ({ id, section }: GroupOfReading): LayerChoice => ({
  ...{ layer: "group", groupId: id },
  sectionId: section?.id ?? null,
});

/** Every layer that this article allows the reader; who leads a group writes for all of it, or for any section. */
export function useLayers(): LayerChoice[] {
  const groups = useReader((r) => r.groups);
  const open = useReader((r) => r.article.visibility === "public");
  return [
    { layer: "private", groupId: null },
    ...groups
      .filter((g) => g.writes)
      .flatMap((g) => [
        groupLayer(g),
        ...(g.leads ? g.sections.map(({ id }): LayerChoice => ({ layer: "group", groupId: g.id, sectionId: id })) : []),
      ]),
    ...(open ? [{ layer: "public", groupId: null } as const] : []),
  ];
}

/** A group's leads are offered by name while they are so few; beyond that one is looked for. */
const FEW = 4;
const ASK = "ask:";

/** One other alone, in the groups this reader writes in: leads by name, and the groups in which one is looked for. */
export function useAlone(): { alone: LayerChoice[]; asks: GroupOfReading[] } {
  const groups = useReader((r) => r.groups).filter((g) => g.writes);
  const looks = (g: GroupOfReading) => g.leads || g.ledBy.length > FEW;
  const named = groups.filter((g) => !looks(g));
  return {
    alone: named.flatMap((g) => g.ledBy.map((withUser): LayerChoice => ({ layer: "group", groupId: g.id, withUser }))),
    asks: groups.filter(looks),
  };
}

/**
 * The choice of who can see it, for a `<select>`: the layers, and within a group one other alone. A member chooses among
 * its leads; whom a lead means they look for, in the dialog that stands beside the select.
 */
export function useLayerChoice(
  value: Place,
  onChange: (next: LayerChoice) => void,
  /** The dialog has closed. */
  onBack?: () => void,
) {
  const groups = useReader((r) => r.groups);
  const me = useReader((r) => r.viewer?.id);
  const layers = useLayers();
  const [asking, setAsking] = useState<GroupOfReading | null>(null);
  const select = useRef<HTMLSelectElement>(null);
  const asked = useRef(false);
  useLayoutEffect(() => {
    // The dialog is gone: whoever chose goes on where they were.
    if (asked.current && !asking) {
      select.current?.focus({ preventScroll: true });
      onBack?.();
    }
    asked.current = asking !== null;
  });
  const { alone, asks } = useAlone();
  const known = [...layers, ...alone];
  const all = known.some((each) => sameLayer(each, value)) ? known : [...known, value];
  /** For a section that is not this reader's own place. */
  const chosen = (each: Place) =>
    Boolean(each.sectionId) && !groups.some((g) => g.id === each.groupId && g.section?.id === each.sectionId);
  const option = (each: Place, i: number) => (
    <option key={`${each.layer}${each.groupId}${each.sectionId ?? ""}${each.withUser?.id ?? ""}`} value={i}>
      {layerName(each, groups, me)}
      {!each.withUser && groups.some((g) => g.id === each.groupId && g.open) && ", read by anyone"}
    </option>
  );
  const options = (
    <>
      {all.map((each, i) => (each.withUser || chosen(each) ? null : option(each, i)))}
      {all.some(chosen) && (
        <optgroup label="One section">{all.map((each, i) => (chosen(each) ? option(each, i) : null))}</optgroup>
      )}
      {(all.some((each) => each.withUser) || asks.length > 0) && (
        <optgroup label="One person alone">
          {all.map((each, i) => (each.withUser ? option(each, i) : null))}
          {asks.map((g) => (
            <option key={g.id} value={ASK + g.id}>
              Somebody of {g.name}…
            </option>
          ))}
        </optgroup>
      )}
    </>
  );
  const choose = (picked: string) => {
    if (picked.startsWith(ASK)) return setAsking(groups.find((g) => g.id === picked.slice(ASK.length)) ?? null);
    const next = all[Number(picked)];
    if (next && !sameLayer(next, value)) onChange(next as LayerChoice);
  };
  const dialog: ReactNode = asking && (
    <Partner
      group={asking}
      onClose={() => setAsking(null)}
      onChoose={(withUser) => {
        setAsking(null);
        onChange({ layer: "group", groupId: asking.id, withUser });
      }}
    />
  );
  return { at: String(all.findIndex((each) => sameLayer(each, value))), select, options, choose, dialog };
}

export function LayerField({ value, onChange }: { value: Place; onChange: (next: LayerChoice) => void }) {
  const { at, select, options, choose, dialog } = useLayerChoice(value, onChange);
  return (
    <>
      <label className="flex min-w-0 items-center gap-1.5 text-ink-2 text-xs max-bar:text-sm">
        <span className="shrink-0">Visible to</span>
        <select
          ref={select}
          value={at}
          onChange={(event) => choose(event.target.value)}
          className="h-8 min-w-0 shrink truncate rounded-lg bg-transparent pr-1 text-ink hover:text-ink max-bar:h-11"
        >
          {options}
        </select>
      </label>
      {dialog}
    </>
  );
}

/** What saving there does: who can see it afterwards, in words. */
export function saveLabel(place: Place, groups: readonly GroupOfReading[]): string {
  if (place.layer === "private") return "Save privately";
  if (place.layer === "public") return "Save publicly";
  if (place.withUser) return `Save for ${place.withUser.name} only`;
  // Of a group that this reader has left since nothing is known any more.
  return groups.some((g) => g.id === place.groupId) ? `Save for ${layerName(place, groups, undefined)}` : "Save";
}

/**
 * Where what only its writer sees could be shared, the likeliest first: where this reader's marks go, their groups, and
 * everyone where they have no group here.
 */
export function useShareTargets(): LayerChoice[] {
  const groups = useReader((r) => r.groups);
  const usual = useReader((r) => r.layer);
  const open = useReader((r) => r.article.visibility === "public");
  const theirs = groups.filter((g) => g.writes);
  const first = theirs.find((g) => g.id === usual.groupId);
  const all = first ? [first, ...theirs.filter((g) => g !== first)] : theirs;
  return all.length > 0 ? all.map(groupLayer) : open ? [{ layer: "public", groupId: null }] : [];
}
