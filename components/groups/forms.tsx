"use client";
import type { Act } from "@/components/ui/act";
import { Copy } from "@/components/ui/copy";
import { SelectField, TextArea, TextField } from "@/components/ui/field";
import { ActionForm } from "@/components/ui/form";
import type { GroupKind } from "@/lib/schemas/group";
import { KindField } from "./kind";

/** A new group. */
export function CreateGroup({ action }: { action: Act }) {
  return (
    <ActionForm action={action} submit="Create the group">
      <TextField label="Name" name="name" maxLength={100} required autoComplete="off" />
      <TextArea label="What it is for" aside="optional, Markdown" name="description" maxLength={2000} rows={4} />
      <KindField kind="invite" />
    </ActionForm>
  );
}

/** A group's name and what it is for. */
export function DescribeGroup({
  action,
  group,
}: {
  action: Act;
  group: { id: string; name: string; description: string };
}) {
  return (
    <ActionForm action={action} submit="Save" look="plain" done="Saved.">
      <input type="hidden" name="groupId" value={group.id} />
      <TextField label="Name" name="name" defaultValue={group.name} maxLength={100} required autoComplete="off" />
      <TextArea
        label="What it is for"
        aside="optional, Markdown"
        name="description"
        defaultValue={group.description}
        maxLength={2000}
        rows={3}
      />
    </ActionForm>
  );
}

/** Another kind for a group. What its members wrote for a closed circle is not opened with it. */
export function TurnGroup({ action, groupId, kind }: { action: Act; groupId: string; kind: GroupKind }) {
  return (
    <ActionForm action={action} submit="Change the kind" look="plain" done="Saved.">
      <input type="hidden" name="groupId" value={groupId} />
      <KindField key={kind} kind={kind} />
      <p className="text-ink-3 text-xs">
        {kind === "public"
          ? "Closed, it is gone at once for everyone who is not in it, also where they have it open."
          : "It can become public only while no notes stand in it: what was written for its members alone is not shown to others. Its readings must be public articles."}
      </p>
    </ActionForm>
  );
}

/** The address in what was answered. Read by hand: a parser of schemas would be the largest script of the page. */
const urlIn = (data: unknown) =>
  typeof data === "object" && data !== null && "url" in data && typeof data.url === "string" ? data.url : null;

/** A new invite link; its address is shown once, because only its hash is kept. */
export function CreateInvite({ action, groupId, appoints }: { action: Act; groupId: string; appoints: boolean }) {
  return (
    <ActionForm
      action={action}
      submit="Make a link"
      look="plain"
      done={(data) => {
        const url = urlIn(data);
        return (
          <div className="grid gap-2.5">
            <p>The link is made. It is shown this once: copy it now and send it to whom you invite.</p>
            {url && <Copy value={url} label="The invite link" />}
          </div>
        );
      }}
    >
      <input type="hidden" name="groupId" value={groupId} />
      <div className="grid grid-cols-3 gap-4 max-sm:grid-cols-1">
        <SelectField label="Joins as" name="role" defaultValue="member">
          <option value="member">Member</option>
          <option value="guest">Guest, who reads only</option>
          {appoints && <option value="lead">Lead</option>}
          {appoints && <option value="owner">Owner</option>}
        </SelectField>
        <SelectField label="Open for" name="days" defaultValue="7">
          <option value="1">A day</option>
          <option value="7">A week</option>
          <option value="30">A month</option>
          <option value="365">A year</option>
        </SelectField>
        <TextField label="How often" name="maxUses" type="number" min={1} max={10_000} placeholder="Any number" />
      </div>
      <label className="flex items-center gap-2.5 text-sm">
        <input type="checkbox" name="approval" className="size-4 accent-ink" />
        Whoever opens it asks to join, and a lead decides
      </label>
    </ActionForm>
  );
}

const invitedIn = (data: unknown) =>
  typeof data === "object" && data !== null && "invited" in data && typeof data.invited === "number" ? data.invited : 0;

/** Addresses to invite, as many as are pasted. */
export function InviteByMail({
  action,
  groupId,
  appoints,
  mails,
}: {
  action: Act;
  groupId: string;
  appoints: boolean;
  /** Whether letters leave this instance. */
  mails: boolean;
}) {
  return (
    <ActionForm
      action={action}
      submit="Invite"
      look="plain"
      done={(data) => {
        const one = invitedIn(data) === 1;
        return mails
          ? `${one ? "The invitation is" : `${invitedIn(data)} invitations are`} on ${one ? "its" : "their"} way.`
          : `${one ? "The link is" : "The links are"} made. No mail leaves this instance: copy ${one ? "it" : "them"} above and send ${one ? "it" : "them"} yourself.`;
      }}
    >
      <input type="hidden" name="groupId" value={groupId} />
      <TextArea
        label="E-mail addresses"
        name="emails"
        rows={3}
        maxLength={20_000}
        required
        autoComplete="off"
        spellCheck={false}
        hint="One a line, or between commas; 30 a day. Each gets a link of their own that lets in them alone. Whoever it is passed on to can ask, and you decide."
      />
      <SelectField label="Join as" name="role" defaultValue="member">
        <option value="member">Member</option>
        <option value="guest">Guest, who reads only</option>
        {appoints && <option value="lead">Lead</option>}
        {appoints && <option value="owner">Owner</option>}
      </SelectField>
    </ActionForm>
  );
}
