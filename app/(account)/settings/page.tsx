import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { session } from "@/app/auth";
import { block, unblock } from "@/app/moderation/actions";
import { providers } from "@/app/providers";
import { CalendarFeed } from "@/components/account/calendar";
import { Devices } from "@/components/account/devices";
import { NoticeChoices } from "@/components/account/notice-choices";
import { ProviderButtons } from "@/components/account/providers";
import { Section } from "@/components/account/section";
import { BlockedPeople } from "@/components/moderation/blocked";
import { Page } from "@/components/shell";
import { buttonClass, LinkButton } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { ActionForm } from "@/components/ui/form";
import { PasswordField } from "@/components/ui/password-field";
import * as blocks from "@/db/blocks";
import { madeAt } from "@/db/calendars";
import * as groups from "@/db/groups";
import * as made from "@/db/made-accounts";
import { sendsMail } from "@/db/mail";
import { connected } from "@/db/mine";
import { settingsOf } from "@/db/notice-settings";
import { isShown } from "@/db/presence";
import * as sessions from "@/db/sessions";
import { hasPassword, timeZoneOf } from "@/db/users";
import { readingSettings } from "@/lib/schemas/user";
import * as act from "./actions";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const here = await session();
  if (!here) redirect("/signin?next=/settings");
  const { account: viewer, sessionId } = here;
  const [devices, linked, withPassword, chosen, circles, zone, blocked, shown, calendar, given] = await Promise.all([
    sessions.list(viewer, sessionId),
    connected(viewer),
    hasPassword(viewer),
    settingsOf(viewer),
    groups.list(viewer),
    timeZoneOf(viewer),
    blocks.blocked(viewer),
    isShown(viewer),
    madeAt(viewer),
    made.mine(viewer),
  ]);
  const set = readingSettings.parse(viewer.settings);
  const through = providers().map(({ id, name }) => ({ id, name }));
  const free = through.filter(({ id }) => !linked.some((one) => one.provider === id));
  const name = (id: string) => through.find((one) => one.id === id)?.name ?? id;
  return (
    <Page viewer={viewer} title="Settings">
      <Section title="Profile" lead="Your name is what your groups and the readers of your public notes see.">
        <ActionForm action={act.rename} submit="Save" look="plain" done="Your name is saved.">
          <TextField label="Name" name="name" defaultValue={viewer.name} autoComplete="name" required />
        </ActionForm>
      </Section>

      <Section
        title="Who sees where you read"
        lead="The people of the groups that you read a text with, while you read it."
      >
        <ActionForm action={act.choosePresence} submit="Save" look="plain" done="Your choice is saved.">
          <label className="flex items-start gap-2.5 text-sm">
            <input
              type="checkbox"
              name="shown"
              defaultChecked={shown}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span>
              Show that I am here
              <span className="block text-ink-2 text-xs">Who hides sees nobody either.</span>
            </span>
          </label>
        </ActionForm>
      </Section>

      <Section title="Reading" lead="The size, the width and the face of what you read, on every device.">
        <ActionForm action={act.saveReading} submit="Save" look="plain" done="Your reading settings are saved.">
          <div className="grid gap-5 sm:grid-cols-2">
            <SelectField label="Theme" name="theme" defaultValue={set.theme}>
              <option value="system">As the system</option>
              <option value="light">Light</option>
              <option value="dark">Dark</option>
            </SelectField>
            <SelectField label="Face" name="face" defaultValue={set.face}>
              <option value="serif">Serif</option>
              <option value="sans">Sans serif</option>
            </SelectField>
            <TextField
              label="Size"
              name="size"
              type="number"
              min={15}
              max={28}
              defaultValue={set.size}
              aside="15 to 28"
              inputMode="numeric"
            />
            <SelectField label="Line height" name="leading" defaultValue={set.leading}>
              <option value="tight">Tight</option>
              <option value="medium">Medium</option>
              <option value="loose">Loose</option>
            </SelectField>
            <SelectField label="Width" name="width" defaultValue={set.width}>
              <option value="narrow">Narrow</option>
              <option value="medium">Medium</option>
              <option value="wide">Wide</option>
            </SelectField>
          </div>
          <label className="flex items-start gap-2.5 text-sm">
            <input
              type="checkbox"
              name="keys"
              defaultChecked={set.keys}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span>
              Single-letter keys
              <span className="block text-ink-2 text-xs">
                J and K go from mark to mark; C, Q, E and N mark a passage.
              </span>
            </span>
          </label>
          <label className="flex items-start gap-2.5 text-sm">
            <input
              type="checkbox"
              name="cues"
              defaultChecked={set.cues}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span>
              Announce annotations in the text
              <span className="block text-ink-2 text-xs">
                For screen readers: where an annotation begins and ends and whose it is.
              </span>
            </span>
          </label>
        </ActionForm>
      </Section>

      <NoticeChoices
        chosen={chosen}
        groups={circles.filter((one) => !one.sample)}
        zone={zone}
        mails={sendsMail()}
        choose={act.chooseNotices}
        saveZone={act.saveTimeZone}
      />

      <CalendarFeed madeAt={calendar} make={act.makeCalendar} revoke={act.revokeCalendar} />

      <Section
        title="E-mail address"
        lead={
          !viewer.email
            ? "You have none here yet. With one of your own you get a new password by yourself, and are told of what is new by mail."
            : sendsMail()
              ? "A new address counts once you have confirmed it. We tell the old one."
              : "You sign in with it. Nobody else here sees it but the administrators."
        }
      >
        <ActionForm
          action={act.changeAddress}
          submit={viewer.email ? "Change the address" : "Add the address"}
          look="plain"
          done={
            sendsMail()
              ? "If this address is free, a letter is on its way to it. Open the link in it to finish."
              : "Your address is changed."
          }
        >
          <TextField
            label="Address"
            name="email"
            type="email"
            defaultValue={viewer.email ?? ""}
            autoComplete="email"
            required
          />
          {withPassword && (
            <PasswordField label="Your password" name="password" autoComplete="current-password" required />
          )}
        </ActionForm>
      </Section>

      {given.login && (
        <Section title="Login name" lead="You sign in with it and your password.">
          <p className="break-words font-medium">{given.login}</p>
          {given.groups.length > 0 && (
            <p className="text-ink-2 text-sm">
              Your account was made in {given.groups.map((one) => one.name).join(", ")}. Who leads the group can make a
              new sign-in slip for you, for when you forget your password; each one that is made you find{" "}
              <Link href="/notebook/decisions" className="text-accent underline underline-offset-2">
                among what was decided about you
              </Link>
              . Once you add an e-mail address of your own, they no longer can.
            </p>
          )}
        </Section>
      )}

      <Section title="Password" lead="Changing it signs out every other device.">
        <ActionForm
          action={act.changePassword}
          submit={withPassword ? "Change the password" : "Set a password"}
          look="plain"
          done="Your password is changed, and other devices are signed out."
        >
          {withPassword && (
            <PasswordField label="Present password" name="current" autoComplete="current-password" required />
          )}
          <PasswordField
            label="New password"
            name="password"
            autoComplete="new-password"
            required
            hint="At least 8 characters."
          />
        </ActionForm>
      </Section>

      {(linked.length > 0 || free.length > 0) && (
        <Section title="Signing in elsewhere" lead="Other ways into this account.">
          {linked.length > 0 && (
            <p className="text-sm">Connected: {linked.map(({ provider }) => name(provider)).join(", ")}.</p>
          )}
          {free.length > 0 && <ProviderButtons providers={free} next="/settings" verb="Connect" />}
        </Section>
      )}

      <Section title="Devices" lead="Where you are signed in. Sign out whatever you do not know.">
        <Devices devices={devices} revoke={act.revokeDevice} />
        <div className="flex flex-wrap gap-2">
          {devices.length > 1 && <ActionForm action={act.signOutOthers} submit="Sign out all others" look="plain" />}
          <ActionForm action={act.signOutEverywhere} submit="Sign out everywhere" look="plain" />
        </div>
      </Section>

      <Section
        title="Your data"
        lead="Every note, reply, reading and setting of yours: JSON for programs, Markdown for reading."
      >
        <div className="flex flex-wrap gap-2">
          <a href="/api/v1/me/export?format=json" download className={buttonClass()}>
            Download as JSON
          </a>
          <a href="/api/v1/me/export?format=markdown" download className={buttonClass()}>
            Download as Markdown
          </a>
        </div>
      </Section>

      <Section
        title="Blocked people"
        lead="In public notes and in public groups you do not see each other. They are not told."
      >
        <BlockedPeople people={blocked} unblock={unblock} block={block} />
      </Section>

      <Section title="Leaving" lead="Deletes your account, with everything that is only yours.">
        <div>
          <LinkButton href="/settings/delete" look="danger">
            Delete my account
          </LinkButton>
        </div>
      </Section>
    </Page>
  );
}
