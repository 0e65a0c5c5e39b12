import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { viewer } from "@/app/auth";
import { CreateGroup } from "@/components/groups/forms";
import { Page } from "@/components/shell";
import { createGroup } from "../actions";

export const metadata: Metadata = { title: "Create a group" };

export default async function NewGroup() {
  const who = await viewer();
  if (!who) redirect("/signin?next=%2Fgroups%2Fnew");
  return (
    <Page
      viewer={who}
      here="/groups"
      narrow
      title="Create a group"
      lead="A circle that reads the same texts and shares their margin. You can change all of this later."
    >
      <CreateGroup action={createGroup} />
    </Page>
  );
}
