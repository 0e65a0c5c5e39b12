"use server";
import { z } from "zod";
import { action } from "@/app/boundary";
import * as versions from "@/db/versions";
import { id } from "@/lib/schemas/wire";

const one = z.object({ articleId: id, number: z.coerce.number().int().min(1).max(1_000_000) });

export const withdraw = action(one, async (viewer, { articleId, number }) => {
  await versions.withdraw(viewer, articleId, number, true);
});
export const putBack = action(one, async (viewer, { articleId, number }) => {
  await versions.withdraw(viewer, articleId, number, false);
});
