"use server";
import { z } from "zod";
import { action } from "@/app/boundary";
import * as follows from "@/db/follows";
import * as notices from "@/db/notices";
import * as unread from "@/db/unread";
import { followed } from "@/lib/schemas/notice";
import { id } from "@/lib/schemas/wire";

export const readAll = action(z.object({}), (viewer) => notices.markAllRead(viewer));

/** All that is unread in the threads that one reads: from the home page. */
export const readEverything = action(z.object({}), (viewer) => unread.markAllRead(viewer, "everywhere"));

/** From a page that shows whether one follows. */
export const follow = action(
  z.object({ subject: followed, id, on: z.enum(["true", "false"]) }),
  (viewer, { subject, id, on }) => follows.follow(viewer, subject, id, on === "true"),
);

const followedOne = z.object({ subject: followed, id });
/** From the list of what one follows, and the way back. */
export const unfollow = action(followedOne, (viewer, { subject, id }) => follows.follow(viewer, subject, id, false));
export const followAgain = action(followedOne, (viewer, { subject, id }) => follows.follow(viewer, subject, id, true));
