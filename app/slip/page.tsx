import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { viewer } from "@/app/auth";
import { FirstEntry } from "@/components/account/first-entry";
import { Page } from "@/components/shell";
import { Notice } from "@/components/ui/notice";
import { enterBySlip, lookAtSlip } from "./actions";

export const metadata: Metadata = { title: "Sign in with a slip", robots: { index: false } };

/** Where the code of a printed slip is typed in; its holder then chooses a password. */
export default async function SlipPage() {
  const who = await viewer();
  if (who && !who.email) redirect("/");
  return (
    <Page
      viewer={who}
      narrow
      title="Sign in with a slip"
      lead="Were you given a slip of paper with a code? Enter it as it is printed."
    >
      <div className="grid gap-6">
        {who && <Notice>You are signed in as {who.name}. With a slip, you sign in as whom it names instead.</Notice>}
        <FirstEntry look={lookAtSlip} enter={enterBySlip} />
        {!who && (
          <p className="text-ink-2 text-sm">
            Have you used it already?{" "}
            <Link href="/signin" className="font-medium text-accent underline underline-offset-2">
              Sign in with your login name
            </Link>
          </p>
        )}
      </div>
    </Page>
  );
}
