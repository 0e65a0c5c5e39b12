import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { viewer } from "@/app/auth";
import * as groups from "@/db/groups";
import type { Group, Role } from "@/lib/schemas/group";
import type { Account, Viewer } from "@/lib/schemas/user";
import { id } from "@/lib/schemas/wire";

const read = cache(groups.read);

const named = async (params: Promise<{ id: string }>, under: string) => {
  const given = (await params).id;
  const who = await viewer();
  const known = id.safeParse(given).data;
  const group = known ? await read(who, known) : null;
  // Signed out, what is closed and what is not there alike lead to signing in.
  if (!who && (!group || under)) redirect(`/signin?next=${encodeURIComponent(`/groups/${given}${under}`)}`);
  return { who, group: group ?? notFound() };
};

/**
 * The group that the address names, for a page of it that is for its members. Signed out leads to signing in; "not mine"
 * and "not there" to 404.
 */
export async function open(
  params: Promise<{ id: string }>,
  under = "",
): Promise<{ who: Account; group: Group & { role: Role } }> {
  const { who, group } = await named(params, under);
  const { role } = group;
  return who && role ? { who, group: { ...group, role } } : notFound();
}

/** The same for its first page, which of a public group is there for anyone. */
export const look = (params: Promise<{ id: string }>): Promise<{ who: Viewer; group: Group }> => named(params, "");
