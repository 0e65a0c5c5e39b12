import type { Metadata } from "next";
import { viewer } from "@/app/auth";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { ActionForm } from "@/components/ui/form";
import { PasswordField } from "@/components/ui/password-field";
import { peek } from "@/db/slips";
import { cancelNewAddress, confirmAddress, confirmNewAddress } from "../actions";
import { one } from "../asked";

export const metadata: Metadata = { title: "Confirm your address" };

// Opening a link uses nothing up: programs that look at mail before its reader does open every link in it.
export default async function VerifyPage({ searchParams }: PageProps<"/verify">) {
  const asked = await searchParams;
  const [token, change, cancel] = [one(asked.token), one(asked.change), one(asked.cancel)];
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
  if (cancel && (await peek(cancel, "cancel")))
    return (
      <Page
        narrow
        viewer={who}
        title="Cancel the change of address"
        lead="Your account keeps the address that it has. The link that was sent to the new one stops working."
      >
        <ActionForm action={cancelNewAddress} submit="Cancel the change">
          <input type="hidden" name="token" value={cancel} />
        </ActionForm>
      </Page>
    );
  if (cancel)
    return (
      <Page
        narrow
        viewer={who}
        title="This link does not work"
        lead="The change was cancelled already, or confirmed, or is too old to be. If your account has an address that you did not choose, ask your administrator for help."
      >
        <LinkButton href="/signin">Sign in</LinkButton>
      </Page>
    );
  if (one(asked.said) === "cancelled")
    return (
      <Page
        narrow
        viewer={who}
        title="The change is cancelled"
        lead="Your account keeps its address. If you did not ask for the change yourself, somebody else knows your password: choose a new one now."
      >
        <LinkButton href="/reset">Choose a new password</LinkButton>
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
