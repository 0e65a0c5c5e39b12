import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { viewer } from "@/app/auth";
import { DeleteChoices } from "@/components/account/delete-choices";
import { Page } from "@/components/shell";
import { ActionForm } from "@/components/ui/form";
import { PasswordField } from "@/components/ui/password-field";
import { hasPassword } from "@/db/users";
import { deleteAccount } from "../actions";

export const metadata: Metadata = { title: "Delete my account" };

export default async function DeletePage() {
  const who = await viewer();
  if (!who) redirect("/signin?next=/settings/delete");
  return (
    <Page
      narrow
      viewer={who}
      title="Delete your account"
      lead="Your private notes, your library, your settings and your devices go, and cannot be brought back. A group that you alone own passes to whoever has been in it longest; one where you are alone goes."
    >
      <div className="grid gap-6">
        <p className="text-sm">
          You can first{" "}
          <a
            href="/api/v1/me/export?format=json"
            download
            className="font-medium text-accent underline underline-offset-2"
          >
            download everything of yours
          </a>
          .
        </p>
        <ActionForm action={deleteAccount} submit="Delete my account" look="danger">
          <DeleteChoices />
          {(await hasPassword(who)) && (
            <PasswordField label="Your password" name="password" autoComplete="current-password" required />
          )}
        </ActionForm>
      </div>
    </Page>
  );
}
