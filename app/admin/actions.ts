"use server";
import { z } from "zod";
import { siteUrl } from "@/app/auth";
import { action } from "@/app/boundary";
import * as instance from "@/db/instance";
import * as people from "@/db/people";
import { signUpMode } from "@/lib/schemas/instance";
import { id } from "@/lib/schemas/wire";

export const setSignUp = action(z.object({ signup: signUpMode }), (viewer, given) => instance.set(viewer, given));

const MIB = 1024 ** 2;
export const setLimits = action(
  z.object({
    storage: z.coerce
      .number("Enter a number.")
      .int("Whole megabytes.")
      .min(1, "At least 1.")
      .max(1_000_000, "At most 1,000,000."),
    imports: z.coerce
      .number("Enter a number.")
      .int("A whole number.")
      .min(1, "At least 1.")
      .max(100_000, "At most 100,000."),
  }),
  (viewer, { storage, imports }) => instance.set(viewer, { storageBytes: storage * MIB, importsPerDay: imports }),
);

export const changePerson = action(
  z.object({ id, change: z.enum(["disable", "enable", "admin", "member", "link"]) }),
  async (viewer, given) => {
    if (given.change === "disable") await people.disable(viewer, given.id);
    if (given.change === "enable") await people.enable(viewer, given.id);
    if (given.change === "admin" || given.change === "member") await people.setRole(viewer, given.id, given.change);
    return given.change === "link" ? people.resetLink(viewer, given.id, siteUrl()) : null;
  },
);
