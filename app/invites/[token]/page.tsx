import type { Metadata } from "next";
import { viewer } from "@/app/auth";
import { Described } from "@/components/groups/described";
import { Page } from "@/components/shell";
import { ActButton } from "@/components/ui/act";
import { LinkButton } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { ActionForm } from "@/components/ui/form";
import * as invites from "@/db/invites";
import { joinGroup, withdrawRequest } from "../../groups/actions";

const AS = {
  owner: ", as one of its owners",
  lead: ", as one who leads it",
  member: "",
  guest: ", as a guest who reads along",
};

// The address is a secret, and must not stand in a search engine. That it travels to no other site as a referrer is the
// whole site's policy; a stricter one here would take the origin off the form's request, which is checked.
export const metadata: Metadata = { title: "Invitation", robots: { index: false } };

/** Who invites and into what. Opening it uses nothing up. */
export default async function Invitation({ params }: PageProps<"/invites/[token]">) {
  const { token } = await params;
  const who = await viewer();
  const invitation = await invites.invitation(who, token);
  if (!invitation)
    return (
      <Page
        viewer={who}
        narrow
        title="This link does not work any more"
        lead="It has expired, was used as often as it could be, was revoked, or was not copied whole. Ask whoever sent it for a new one."
      >
        <LinkButton href="/">Go to the first page</LinkButton>
      </Page>
    );
  const { group, invitedBy, role, member, approval, asked } = invitation;
  const back = `next=${encodeURIComponent(`/invites/${token}`)}`;
  return (
    <Page
      viewer={who}
      narrow
      title={group.name}
      lead={
        invitedBy
          ? `${invitedBy.name} invites you to read with this group${AS[role]}.`
          : "Whoever has this link can read with this group."
      }
    >
      {group.description && (
        <div className="mb-8 border-line border-t pt-5">
          <Described text={group.description} />
        </div>
      )}
      {!who ? (
        <div className="grid gap-4">
          <p className="text-ink-2">To join, sign up or sign in; you come back to this page.</p>
          <div className="flex gap-2">
            <LinkButton href={`/signup?${back}`} look="primary">
              Sign up
            </LinkButton>
            <LinkButton href={`/signin?${back}`}>Sign in</LinkButton>
          </div>
        </div>
      ) : invitation.confirms ? (
        <div className="grid justify-items-start gap-4">
          <p className="text-ink-2">
            You are in this group already, and its roster names you by your e-mail address. If you accept, who leads the
            group sees that this address is yours, and what the roster says of your section and your ID counts.
          </p>
          <ActButton action={joinGroup} fields={{ token }} said="The roster knows you now." look="primary" size="md">
            Accept
          </ActButton>
        </div>
      ) : member ? (
        <div className="grid justify-items-start gap-4">
          <p className="text-ink-2">You are in this group already.</p>
          <LinkButton href={`/groups/${group.id}`} look="primary">
            Open the group
          </LinkButton>
        </div>
      ) : asked ? (
        <div className="grid justify-items-start gap-4">
          <p className="text-ink-2">You have asked to join. Someone who leads the group decides.</p>
          <ActButton
            action={withdrawRequest}
            fields={{ groupId: group.id }}
            said="You no longer ask to join."
            look="plain"
            size="md"
          >
            Take it back
          </ActButton>
        </div>
      ) : approval ? (
        <ActionForm action={joinGroup} submit="Ask to join">
          <p className="text-ink-2">
            {invitation.elsewhere && "This invitation was sent to another address than that of your account. "}
            Someone who leads the group decides. They see your name and what you write here; once you are in, its
            members see what you share with them.
          </p>
          <input type="hidden" name="token" value={token} />
          <TextArea label="A word with it" aside="optional" name="message" maxLength={1000} rows={3} />
        </ActionForm>
      ) : (
        <div className="grid justify-items-start gap-4">
          <p className="text-ink-2">
            Its members will see your name and what you share with them. What you keep to yourself stays yours.
          </p>
          <ActButton action={joinGroup} fields={{ token }} said={`You joined ${group.name}.`} look="primary" size="md">
            Join the group
          </ActButton>
        </div>
      )}
    </Page>
  );
}
