import type { Metadata } from "next";
import { viewer } from "@/app/auth";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { ActionForm } from "@/components/ui/form";
import { PasswordField } from "@/components/ui/password-field";
import { peek } from "@/db/slips";
import { confirmAddress, confirmNewAddress } from "../actions";
import { one } from "../asked";

export const metadata: Metadata = { title: "Confirm your address" };

// Opening a link uses nothing up: programs that look at mail before its reader does open every link in it.
export default async function VerifyPage({ searchParams }: PageProps<"/verify">) {
  const asked = await searchParams;
  const [token, change] = [one(asked.token), one(asked.change)];
  const who = await viewer();
  if (token && (await peek(token, "verify")))
    return (
      <Page
        narrow
        viewer={who}
        title="Confirm your address"
        lead="Enter the password that you chose when you signed up. If you chose none, somebody else entered your address: close this page, and nothing happens."
      >
        <ActionForm action={confirmAddress} submit="Confirm and sign in">
          <input type="hidden" name="token" value={token} />
          <PasswordField label="Password" name="password" autoComplete="current-password" required />
        </ActionForm>
      </Page>
    );
  const slip = change ? await peek(change, "change") : null;
  if (change && slip)
    return (
      <Page
        narrow
        viewer={who}
        title="Confirm your new address"
        lead={`Your account will use ${slip.email} from now on.`}
      >
        <ActionForm action={confirmNewAddress} submit="Use this address">
          <input type="hidden" name="token" value={change} />
        </ActionForm>
      </Page>
    );
  if (token || change)
    return (
      <Page
        narrow
        viewer={who}
        title="This link does not work"
        lead="It was used already, a newer one replaced it, or it is too old. Sign in, and a new one is sent if your address still needs it."
      >
        <LinkButton href="/signin">Sign in</LinkButton>
      </Page>
    );
  return (
    <Page
      narrow
      viewer={who}
      title="Look into your mail"
      lead="A letter is on its way to the address that you entered. Open the link in it to go on. It can take a minute; it may lie among the unwanted mail."
    >
      <LinkButton href="/signin">To signing in</LinkButton>
    </Page>
  );
}
