"use client";
import { MenuItem, MenuLine } from "@/components/ui/menu";
import type { Person } from "@/lib/schemas/user";
import type { Settling } from "./settle-menu";
import { useReader } from "./store";

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
      {!author.pseudonym && <MenuItem onSelect={() => onChoose("block")}>Block {author.name} …</MenuItem>}
    </>
  );
}
