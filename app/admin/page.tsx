import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { viewer } from "@/app/auth";
import { People } from "@/components/account/people";
import { Section } from "@/components/account/section";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { ActionForm } from "@/components/ui/form";
import * as instance from "@/db/instance";
import { sendsMail } from "@/db/mail";
import * as people from "@/db/people";
import * as queue from "@/db/queue";
import { id, storable } from "@/lib/schemas/wire";
import { changePerson, setLimits, setSignUp } from "./actions";

export const metadata: Metadata = { title: "Administration" };

const MIB = 1024 ** 2;
const MODES = { open: "Anybody may sign up", invite: "Only with a group’s invitation", closed: "Nobody may sign up" };

export default async function AdminPage({ searchParams }: PageProps<"/admin">) {
  const who = await viewer();
  if (!who || !(await people.administering(who))) notFound();
  const asked = await searchParams;
  const words = typeof asked.q === "string" && storable(asked.q) ? asked.q : "";
  const [set, { items, next }, waits] = await Promise.all([
    instance.read(),
    people.list(who, words, id.safeParse(asked.after).data ?? null),
    queue.waitsFor(who),
  ]);
  return (
    <Page
      viewer={who}
      title="Administration"
      actions={
        <LinkButton href="/admin/moderation">
          {waits.public > 0 ? `Moderation: ${waits.public} waiting` : "Moderation"}
        </LinkButton>
      }
    >
      <Section title="Signing up" lead="Who may make an account here.">
        {set.signupFixed ? (
          <p className="text-sm">
            {MODES[set.signup]}. The server’s setting <code>GLOSS_SIGNUP</code> decides this.
          </p>
        ) : (
          <ActionForm action={setSignUp} submit="Save" look="plain" done="Saved.">
            <SelectField label="Sign-up" name="signup" defaultValue={set.signup}>
              {Object.entries(MODES).map(([mode, label]) => (
                <option key={mode} value={mode}>
                  {label}
                </option>
              ))}
            </SelectField>
          </ActionForm>
        )}
      </Section>

      <Section title="Limits" lead="What one person may bring in. What is there already stays.">
        <ActionForm action={setLimits} submit="Save" look="plain" done="Saved.">
          <div className="grid gap-5 sm:grid-cols-2">
            <TextField
              label="Storage for each person"
              aside="MB"
              name="storage"
              type="number"
              min={1}
              inputMode="numeric"
              defaultValue={Math.round(set.storageBytes / MIB)}
            />
            <TextField
              label="Imports in a day"
              name="imports"
              type="number"
              min={1}
              inputMode="numeric"
              defaultValue={set.importsPerDay}
            />
          </div>
        </ActionForm>
      </Section>

      <Section
        title="Mail"
        lead={
          sendsMail()
            ? "Leaves by the mail server of the server’s settings."
            : "No mail server is set, so what would leave stays in the outbox for a week."
        }
      >
        <div>
          <LinkButton href="/outbox">Outbox</LinkButton>
        </div>
      </Section>

      <section aria-labelledby="people" className="grid gap-5 border-line border-t py-9">
        <div className="flex flex-wrap items-end justify-between gap-4">
          <h2 id="people" className="font-semibold text-base">
            People
          </h2>
          <form action="/admin" className="flex gap-2">
            <input
              type="search"
              name="q"
              defaultValue={words}
              aria-label="Name or address"
              placeholder="Name or address"
              className="h-9 w-56 rounded-lg border border-line-2/60 bg-sheet px-3 text-sm hover:border-line-2 max-sm:w-44"
            />
            <button
              type="submit"
              className="rounded-lg px-3 font-medium text-ink-2 text-sm hover:bg-well hover:text-ink"
            >
              Find
            </button>
          </form>
        </div>
        <People people={items} self={who.id} change={changePerson} />
        {next && (
          <div>
            <LinkButton href={`/admin?${new URLSearchParams({ q: words, after: next })}`}>Further people</LinkButton>
          </div>
        )}
      </section>
    </Page>
  );
}
