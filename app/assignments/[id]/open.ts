import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { viewer } from "@/app/auth";
import * as assignments from "@/db/assignments";
import { Problem } from "@/lib/problem";
import type { Assignment } from "@/lib/schemas/assignment";
import type { Account } from "@/lib/schemas/user";
import { id } from "@/lib/schemas/wire";

const read = cache(assignments.read);

/**
 * The assignment that the address names, for a page of it. Signed out leads to signing in; "not mine" and "not there" to
 * 404. @param under the rest of the page's address, `/edit`
 */
export async function open(
  params: Promise<{ id: string }>,
  under = "",
): Promise<{ who: Account; assignment: Assignment }> {
  const named = (await params).id;
  const who = await viewer();
  if (!who) redirect(`/signin?next=${encodeURIComponent(`/assignments/${named}${under}`)}`);
  if (!id.safeParse(named).success) notFound();
  const assignment = await read(who, named).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  });
  return { who, assignment: assignment ?? notFound() };
}

/** The same for a page that is for those who lead its group; for everybody else there is nothing there. */
export async function openLed(params: Promise<{ id: string }>, under = "") {
  const opened = await open(params, under);
  return opened.assignment.canEdit ? opened : notFound();
}
