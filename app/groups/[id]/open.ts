import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { viewer } from "@/app/auth";
import * as groups from "@/db/groups";
import type { Group } from "@/lib/schemas/group";
import type { Account } from "@/lib/schemas/user";
import { id } from "@/lib/schemas/wire";

const read = cache(groups.read);

/** The group that the address names, for a page of it. Signed out leads to signing in; "not mine" and "not there" to 404. */
export async function open(params: Promise<{ id: string }>, under = ""): Promise<{ who: Account; group: Group }> {
  const given = (await params).id;
  const who = await viewer();
  if (!who) redirect(`/signin?next=${encodeURIComponent(`/groups/${given}${under}`)}`);
  const named = id.safeParse(given).data;
  const group = named ? await read(who, named) : null;
  return { who, group: group ?? notFound() };
}
