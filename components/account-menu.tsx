"use client";
import Link from "next/link";
import type { Account } from "@/lib/schemas/user";
import { Avatar } from "./ui/avatar";
import { Menu, MenuItem, MenuLine } from "./ui/menu";

/** Oneself: settings, the instance's people for its administrator, signing out. */
export function AccountMenu({ viewer }: { viewer: Account }) {
  return (
    <>
      {/* A menu needs a script; without one, the two things that nobody may be kept from stand in its place. */}
      <noscript>
        <nav aria-label="Account" className="flex gap-3 text-sm">
          <a href="/settings">Settings</a>
          <a href="/signout">Sign out</a>
        </nav>
      </noscript>
      <Menu
        trigger={
          <button type="button" className="rounded-full" aria-label={`Account of ${viewer.name}`}>
            <Avatar person={viewer} />
          </button>
        }
      >
        <div className="grid px-2.5 py-2">
          <span className="font-medium">{viewer.name}</span>
          <span className="text-ink-3 text-xs">{viewer.email}</span>
        </div>
        <MenuLine />
        <MenuItem asChild>
          <Link href="/settings">Settings</Link>
        </MenuItem>
        {viewer.role === "admin" && (
          <MenuItem asChild>
            <Link href="/admin">Administration</Link>
          </MenuItem>
        )}
        <MenuItem asChild>
          <Link href="/accessibility">Accessibility</Link>
        </MenuItem>
        <MenuLine />
        <MenuItem asChild>
          <Link href="/signout">Sign out</Link>
        </MenuItem>
      </Menu>
    </>
  );
}
