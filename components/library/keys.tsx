"use client";
import { useEffect } from "react";

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** J and K walk through the rows of a list and `/` goes to its filter, unless single-letter keys are switched off. */
export function ListKeys({ on }: { on: boolean }) {
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      if (document.querySelector("dialog[open], [role=menu]")) return;
      if (event.key === "/") {
        const search = document.querySelector<HTMLInputElement>("[role=search] input[type=search]");
        if (!search) return;
        event.preventDefault();
        search.focus();
        search.select();
      }
      const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
      if (!step) return;
      const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
      next?.querySelector<HTMLElement>("a")?.focus();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [on]);
  return null;
}
