import { after } from "next/server";
import { origin, siteUrl } from "@/app/auth";
import { answer, endpoint } from "@/app/boundary";
import * as users from "@/db/users";
import { newUser } from "@/lib/schemas/user";

export const POST = endpoint({ account: "optional", body: newUser }, async ({ body }) => {
  const made = await users.signUp(body, siteUrl(), (await origin()).address);
  if (made.status === "made") return answer(201, made.user);
  after(made.rest);
  return answer(202, { status: "check-mail" });
});
