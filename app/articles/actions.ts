"use server";
import { z } from "zod";
import { action } from "@/app/boundary";
import * as articles from "@/db/articles";
import type { Account } from "@/lib/schemas/user";
import { id } from "@/lib/schemas/wire";

const one = z.object({ id });
/** Does one thing to one reading. */
const toOne = (run: (viewer: Account, id: string) => Promise<unknown>) =>
  action(one, (viewer, named) => run(viewer, named.id));

export const archive = toOne((viewer, id) => articles.archive(viewer, id, true));
export const unarchive = toOne((viewer, id) => articles.archive(viewer, id, false));
export const takeOff = toOne(articles.remove);
export const keep = toOne(articles.keep);
export const removeSample = toOne(articles.removeSample);
