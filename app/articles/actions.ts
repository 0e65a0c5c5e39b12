"use server";
import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/app/boundary";
import * as articles from "@/db/articles";
import type { Account } from "@/lib/schemas/user";
import { id } from "@/lib/schemas/wire";

const one = z.object({ id });
/** Does one thing to one reading, and shows the list as it stands afterwards. */
const toOne = (run: (viewer: Account, id: string) => Promise<unknown>) =>
  action(one, async (viewer, named) => {
    await run(viewer, named.id);
    refresh();
  });

export const archive = toOne((viewer, id) => articles.archive(viewer, id, true));
export const unarchive = toOne((viewer, id) => articles.archive(viewer, id, false));
export const takeOff = toOne(articles.remove);
export const keep = toOne(articles.keep);
export const removeSample = toOne(articles.removeSample);
