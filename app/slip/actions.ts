"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { signIn } from "@/app/auth";
import { action } from "@/app/boundary";
import { from, remember } from "@/app/device";
import * as entry from "@/db/first-entry";
import { password } from "@/lib/schemas/user";

const code = z.string().trim().min(1, "Enter the code of your slip.").max(100);

export const lookAtSlip = action(
  z.object({ code }),
  async (_, given) => ({ ...(await entry.look(given.code, await from())), code: given.code }),
  { account: "optional" },
);

export const enterBySlip = action(
  z.object({ code, password }),
  async (_, given) => {
    const userId = await entry.enter(given.code, given.password, await from());
    await signIn(userId);
    await remember(userId);
    redirect("/");
  },
  { account: "optional" },
);
