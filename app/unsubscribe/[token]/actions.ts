"use server";
import { z } from "zod";
import { secret } from "@/app/auth";
import { action } from "@/app/boundary";
import { endMail, leaveOf } from "@/db/notice-settings";
import { notFound } from "@/lib/problem";
import { storable } from "@/lib/schemas/wire";

/** The token is the right: nobody need be signed in. */
export const leaveMail = action(
  z.object({ token: z.string().max(300).refine(storable), all: z.literal("on").optional() }),
  async (_, { token, all }) => {
    await endMail(leaveOf(token, secret()) ?? notFound(), all === "on");
  },
  { account: "optional" },
);
