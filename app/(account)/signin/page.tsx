import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { ownPath, viewer } from "@/app/auth";
import { providers } from "@/app/providers";
import { Or, ProviderButtons } from "@/components/account/providers";
import { Page } from "@/components/shell";
import { TextField } from "@/components/ui/field";
import { ActionForm } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { PasswordField } from "@/components/ui/password-field";
import * as instance from "@/db/instance";
import type { Refused } from "@/db/signin";
import { signIn } from "../actions";
import { one, withNext } from "../asked";

export const metadata: Metadata = { title: "Sign in" };

/** Why a provider's word was not enough. The query carries the key only: no sentence of a stranger's appears here. */
const REFUSED: Record<Refused, string> = {
  disabled: "This account is disabled. Ask the administrator of this instance.",
  taken: "That identity belongs to another account here.",
  unsure:
    "An account with your address exists already, and the provider alone cannot show that it is yours. Sign in with your password, then connect the provider in your settings.",
  closed: "New accounts cannot be made this way here. Ask for an invitation, or ask the administrator.",
  unconfirmed:
    "The provider has not confirmed an e-mail address of yours. Confirm it there, or sign up with a password.",
  many: "Too many accounts were made from where you are. Try again in an hour, or open an invitation and sign up from there.",
};
const SAID: Record<string, string> = {
  "signed-out": "You are signed out.",
  reset: "Your password is changed. Sign in with it.",
  address: "Your new address is confirmed.",
  deleted: "Your account is deleted.",
};
const has = <T extends object>(table: T, key: string | undefined): key is string & keyof T =>
  key !== undefined && Object.hasOwn(table, key);

export default async function SignInPage({ searchParams }: PageProps<"/signin">) {
  const asked = await searchParams;
  const next = ownPath(one(asked.next) ?? one(asked.callbackUrl) ?? "/");
  const [refused, said] = [one(asked.refused), one(asked.said)];
  const who = await viewer();
  // A refusal to connect a provider comes back here too, and its reader is signed in.
  if (who && !refused) redirect(said === "address" ? "/settings" : next);
  const through = providers().map(({ id, name }) => ({ id, name }));
  const { signup } = await instance.read();
  return (
    <Page narrow viewer={who} title="Sign in">
      <div className="grid gap-6">
        {has(REFUSED, refused) ? (
          <Notice tone="danger">{REFUSED[refused]}</Notice>
        ) : asked.error || asked.csrf ? (
          <Notice tone="danger">Signing in did not work. Try again.</Notice>
        ) : (
          has(SAID, said) && <Notice>{SAID[said]}</Notice>
        )}
        {who ? (
          <Link href="/settings" className="font-medium text-accent text-sm underline underline-offset-2">
            Back to your settings
          </Link>
        ) : (
          <>
            {through.length > 0 && (
              <>
                <ProviderButtons providers={through} next={next} />
                <Or />
              </>
            )}
            <ActionForm action={signIn} submit="Sign in">
              <input type="hidden" name="next" value={next} />
              <TextField
                label="E-mail address"
                aside="or login name"
                name="email"
                inputMode="email"
                autoCapitalize="none"
                autoComplete="username"
                spellCheck={false}
                required
              />
              <PasswordField
                label="Password"
                name="password"
                autoComplete="current-password"
                required
                aside={
                  <Link href="/reset" className="underline underline-offset-2 hover:text-ink">
                    Forgot it?
                  </Link>
                }
              />
            </ActionForm>
            <p className="text-ink-2 text-sm">
              Were you given a slip with a code?{" "}
              <Link href="/slip" className="font-medium text-accent underline underline-offset-2">
                Use it here
              </Link>
            </p>
            {signup !== "closed" && (
              <p className="text-ink-2 text-sm">
                New here?{" "}
                <Link href={withNext("/signup", next)} className="font-medium text-accent underline underline-offset-2">
                  Sign up
                </Link>
              </p>
            )}
          </>
        )}
      </div>
    </Page>
  );
}
