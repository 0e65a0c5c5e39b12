"use server";
import { z } from "zod";
import { action } from "@/app/boundary";
import * as assignments from "@/db/assignments";
import * as extensions from "@/db/extensions";
import { conflict, invalid, Problem } from "@/lib/problem";
import { extensionForm, newExtension } from "@/lib/schemas/extension";
import { id } from "@/lib/schemas/wire";
import { moment } from "@/lib/zoned";

/** A form asks beside its button what needs to be confirmed. */
function asking(error: unknown): never {
  if (error instanceof Problem && error.more.extra?.confirm) invalid({ confirm: [error.detail] }, error.detail);
  throw error;
}

const one = z.object({ assignmentId: id });

/** Times as the clocks of the assignment's zone show them. */
export const extend = action(extensionForm, async (viewer, { assignmentId, of, dueAt, lateUntil, confirm }) => {
  const { timeZone } = await assignments.read(viewer, assignmentId);
  const [kind, subject] = of.split(":");
  const input = newExtension.parse({
    [kind === "section" ? "sectionId" : "userId"]: subject,
    dueAt: moment(dueAt, timeZone),
    lateUntil: lateUntil ? moment(lateUntil, timeZone) : null,
    confirm: confirm === "yes",
  });
  await extensions.set(viewer, assignmentId, input).catch(asking);
});
export const retract = action(one.extend({ extensionId: id }), async (viewer, { assignmentId, extensionId }) => {
  await extensions.remove(viewer, assignmentId, extensionId, true);
});
const choice = z.enum(["yes", "no"]).transform((value) => value === "yes");
const archiving = one.extend({ on: choice, revision: z.coerce.number().int().min(1) });
export const archive = action(archiving, async (viewer, { assignmentId, on, revision }) => {
  await assignments.revise(viewer, assignmentId, { archived: on }, revision).catch((error: unknown) => {
    // There is nothing typed to compare: the page, read anew, shows what changed.
    if (error instanceof Problem && error.status === 412)
      conflict("Someone else changed this assignment. Reload the page, then try again.");
    throw error;
  });
});
