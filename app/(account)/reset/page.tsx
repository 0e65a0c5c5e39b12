import type { Metadata } from "next";
import Link from "next/link";
import { viewer } from "@/app/auth";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { ActionForm } from "@/components/ui/form";
import { PasswordField } from "@/components/ui/password-field";
import { sendsMail } from "@/db/mail";
import { peek } from "@/db/slips";
import { askReset, resetPassword } from "../actions";
import { one } from "../asked";

export const metadata: Metadata = { title: "A new password" };

export default async function ResetPage({ searchParams }: PageProps<"/reset">) {
  const token = one((await searchParams).token);
  const who = await viewer();
  if (token && (await peek(token, "reset")))
    return (
      <Page
        narrow
        viewer={who}
        title="Choose a new password"
        lead="Every device is signed out, links that were sent to you stop working, and connected providers are disconnected."
      >
        <ActionForm action={resetPassword} submit="Save the new password">
          <input type="hidden" name="token" value={token} />
          <PasswordField
            label="New password"
            name="password"
            autoComplete="new-password"
            required
            hint="At least 8 characters. A few words in a row are easy to keep and hard to guess."
          />
        </ActionForm>
      </Page>
    );
  if (token)
    return (
      <Page narrow viewer={who} title="This link does not work" lead="It was used already, or it is too old.">
        <LinkButton href="/reset">Ask for a new one</LinkButton>
      </Page>
    );
  if (!sendsMail())
    return (
      <Page
        narrow
        viewer={who}
        title="Forgot your password?"
        lead="This instance sends no mail. Ask its administrator for a link with which you can choose a new password. If you sign in with a login name, whoever leads your group gives you a new slip."
      >
        <LinkButton href="/signin">Back to signing in</LinkButton>
      </Page>
    );
  return (
    <Page
      narrow
      viewer={who}
      title="Forgot your password?"
      lead="Tell us your address, and we send you a link to choose a new one."
    >
      <div className="grid gap-6">
        <ActionForm
          action={askReset}
          submit="Send the link"
          done="If there is an account with this address, a letter is on its way. Its link works for an hour."
        >
          <TextField label="E-mail address" name="email" type="email" autoComplete="email" required />
        </ActionForm>
        <p className="text-ink-2 text-sm">
          Do you sign in with a login name? Then whoever leads your group gives you a new slip.
        </p>
        <p className="text-sm">
          <Link href="/signin" className="font-medium text-accent underline underline-offset-2">
            Back to signing in
          </Link>
        </p>
      </div>
    </Page>
  );
}
