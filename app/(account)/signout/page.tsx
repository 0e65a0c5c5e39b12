import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { viewer } from "@/app/auth";
import { SignOutForm } from "@/components/account/sign-out";
import { Page } from "@/components/shell";
import { signOut } from "../actions";

export const metadata: Metadata = { title: "Sign out" };

export default async function SignOutPage() {
  const who = await viewer();
  if (!who) redirect("/signin");
  return (
    <Page narrow viewer={who} title="Sign out?" lead="Nothing of yours stays in this browser.">
      <SignOutForm userId={who.id} signOut={signOut} />
    </Page>
  );
}
