import type { Metadata } from "next";
import { secret, viewer } from "@/app/auth";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { ActionForm } from "@/components/ui/form";
import { leaveOf } from "@/db/notice-settings";
import { NAMES } from "@/lib/notices";
import { leaveMail } from "./actions";

export const metadata: Metadata = { title: "No more mail", robots: { index: false } };

/** Where the link in a letter leads: one button ends such letters. Opening it changes nothing, signing in is not asked. */
export default async function Unsubscribe({ params }: PageProps<"/unsubscribe/[token]">) {
  const { token } = await params;
  const who = await viewer();
  const leave = leaveOf(decodeURIComponent(token), secret());
  if (!leave)
    return (
      <Page
        viewer={who}
        narrow
        title="This link does not work"
        lead="It was not copied whole. In your settings you can choose what you are told, and how."
      >
        <LinkButton href="/settings#notices">Go to the settings</LinkButton>
      </Page>
    );
  return (
    <Page
      viewer={who}
      narrow
      title="No more mail?"
      lead="You are told of it on the page of notices still, and can change your mind in the settings."
    >
      <div className="grid gap-8">
        <ActionForm
          action={leaveMail}
          submit="No more mail of these"
          done="Done: no more mail of these will come."
          className="grid gap-4"
        >
          <input type="hidden" name="token" value={decodeURIComponent(token)} />
          <ul className="list-disc pl-5 text-ink-2 text-sm">
            {leave.kinds.map((kind) => (
              <li key={kind}>{NAMES[kind]}</li>
            ))}
          </ul>
        </ActionForm>
        <ActionForm
          action={leaveMail}
          submit="No notices by mail at all"
          done="Done: no notices come by mail any more."
          look="plain"
          className="grid gap-4"
        >
          <input type="hidden" name="token" value={decodeURIComponent(token)} />
          <input type="hidden" name="all" value="on" />
        </ActionForm>
      </div>
    </Page>
  );
}
