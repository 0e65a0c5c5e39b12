"use client";
import dynamic from "next/dynamic";
import { cloneElement, type ReactElement, type ReactNode, useState } from "react";
import type { OpenMenu } from "./menu-parts";

const load = () => import("./menu-parts");
/** Fetches what menus need ahead of the first one. */
export const loadMenus = load;

type Trigger = {
  onClick?: () => void;
  onPointerEnter?: () => void;
  onFocus?: () => void;
  onKeyDown?: (event: { key: string; preventDefault: () => void }) => void;
  "aria-haspopup"?: "menu";
  "aria-expanded"?: boolean;
};

/**
 * A menu under its trigger, a plain button. The library that makes menus accessible is the largest part of a page's script
 * after React, and no first look needs it: it is fetched when the pointer or the focus comes near, and takes over at the
 * first press.
 */
export function Menu({
  trigger,
  children,
  align,
}: {
  trigger: ReactElement<Trigger>;
  children: ReactNode;
  align?: "start" | "end";
}) {
  const [Loaded, setLoaded] = useState<typeof OpenMenu | null>(null);
  const open = () => void load().then((parts) => setLoaded(() => parts.OpenMenu));
  if (Loaded)
    return (
      <Loaded trigger={trigger} align={align}>
        {children}
      </Loaded>
    );
  return cloneElement(trigger, {
    onClick: open,
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onKeyDown: (event) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      open();
    },
    "aria-haspopup": "menu",
    "aria-expanded": false,
  });
}

export const MenuItem = dynamic(() => load().then((parts) => parts.MenuItem));
export const MenuChoice = dynamic(() => load().then((parts) => parts.MenuChoice));
export const MenuChoices = dynamic(() => load().then((parts) => parts.MenuChoices));
export const MenuLabel = dynamic(() => load().then((parts) => parts.MenuLabel));
export const MenuLine = dynamic(() => load().then((parts) => parts.MenuLine));
export const MenuTick = dynamic(() => load().then((parts) => parts.MenuTick));
