"use client";
import dynamic from "next/dynamic";
import type { Person } from "@/lib/schemas/user";
import { PARTS } from "./ahead";

/** What a reader does about something that should not stand, or about who wrote it. */
export type Settling = "report" | "hide" | "block";
export type Settled = { path: string; noun: string; author: Person };

const Dialogs = dynamic(() => PARTS.report().then((m) => m.Report), { ssr: false });

/** The dialog of what was chosen. */
export const Settle = ({ what, of, onClose }: { what: Settling; of: Settled; onClose: () => void }) => (
  <Dialogs what={what} of={of} onClose={onClose} />
);
