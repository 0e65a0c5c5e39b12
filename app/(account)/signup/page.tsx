import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { ownPath, viewer } from "@/app/auth";
import { providers } from "@/app/providers";
import { Or, ProviderButtons } from "@/components/account/providers";
import { Page } from "@/components/shell";
import { TextField } from "@/components/ui/field";
import { ActionForm } from "@/components/ui/form";
import { PasswordField } from "@/components/ui/password-field";
import * as instance from "@/db/instance";
import * as invites from "@/db/invites";
import { signUp } from "../actions";
import { one, withNext } from "../asked";

export const metadata: Metadata = { title: "Sign up" };

export default async function SignUpPage({ searchParams }: PageProps<"/signup">) {
  const asked = await searchParams;
  const next = ownPath(one(asked.next) ?? "/");
  if (await viewer()) redirect(next);
  // Whoever comes from an invitation brings its token in the page that they want to go back to.
  const invite = one(asked.invite) ?? /^\/invites\/([\w-]{1,100})/.exec(next)?.[1];
  const { signup } = await instance.read();
  const open = signup === "open" || (signup === "invite" && invite && (await invites.letsIn(invite)));
  const through = signup === "open" ? providers().map(({ id, name }) => ({ id, name })) : [];
  return (
    <Page
      narrow
      viewer={null}
      title={open ? "Sign up" : "Signing up is not open"}
      lead={
        open ? undefined : signup === "invite" ? (
          <>You need an invitation to a group here. Open the link that you were sent, and sign up from there.</>
        ) : (
          <>This instance takes no new accounts. Ask its administrator.</>
        )
      }
    >
      <div className="grid gap-6">
        {open && (
          <>
            {through.length > 0 && (
              <>
                <ProviderButtons providers={through} next={next} />
                <Or />
              </>
            )}
            <ActionForm action={signUp} submit="Sign up">
              <input type="hidden" name="next" value={next} />
              {invite && <input type="hidden" name="invite" value={invite} />}
              <TextField label="Name" name="name" autoComplete="name" required hint="As your groups will read it." />
              <TextField label="E-mail address" name="email" type="email" autoComplete="email" required />
              <PasswordField
                label="Password"
                name="password"
                autoComplete="new-password"
                required
                hint="At least 8 characters. A few words in a row are easy to keep and hard to guess."
              />
            </ActionForm>
          </>
        )}
        <p className="text-ink-2 text-sm">
          You have an account?{" "}
          <Link href={withNext("/signin", next)} className="font-medium text-accent underline underline-offset-2">
            Sign in
          </Link>
        </p>
      </div>
    </Page>
  );
}
