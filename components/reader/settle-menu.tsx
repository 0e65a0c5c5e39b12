"use client";
import dynamic from "next/dynamic";
import { MenuItem, MenuLine } from "@/components/ui/menu";
import type { Person } from "@/lib/schemas/user";
import { PARTS } from "./ahead";
import { useReader } from "./store";

/** What a reader does about something that should not stand, or about who wrote it. */
export type Settling = "report" | "hide" | "block";
export type Settled = { path: string; noun: string; author: Person };

const Dialogs = dynamic(() => PARTS.report().then((m) => m.Report), { ssr: false });

/** The entries of a menu for what somebody else wrote. */
export function SettleItems({
  author,
  canModerate,
  onChoose,
}: {
  author: Person;
  canModerate: boolean;
  onChoose: (what: Settling) => void;
}) {
  const me = useReader((r) => r.viewer?.id);
  if (!me || author.id === me) return null;
  return (
    <>
      <MenuLine />
      {canModerate && <MenuItem onSelect={() => onChoose("hide")}>Hide …</MenuItem>}
      <MenuItem onSelect={() => onChoose("report")}>Report …</MenuItem>
      <MenuItem onSelect={() => onChoose("block")}>Block {author.name} …</MenuItem>
    </>
  );
}

/** The dialog of what was chosen. */
export const Settle = ({ what, of, onClose }: { what: Settling; of: Settled; onClose: () => void }) => (
  <Dialogs what={what} of={of} onClose={onClose} />
);
