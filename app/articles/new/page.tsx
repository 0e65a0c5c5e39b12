import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { viewer } from "@/app/auth";
import { Importer } from "@/components/import/importer";
import { Page } from "@/components/shell";
import * as groups from "@/db/groups";
import { id } from "@/lib/schemas/wire";

export const metadata: Metadata = { title: "Bring in an article" };

/** Import; `?group=` also brings it to a group of mine. */
export default async function NewArticle({ searchParams }: PageProps<"/articles/new">) {
  const who = await viewer();
  const asked = id.safeParse((await searchParams).group).data;
  if (!who) redirect(`/signin?next=${encodeURIComponent(`/articles/new${asked ? `?group=${asked}` : ""}`)}`);
  const group = asked ? await groups.read(who, asked) : null;
  return (
    <Page
      viewer={who}
      here="/articles"
      title="Bring in an article"
      lead={
        group ? `It goes to your shelf and to ${group.name}.` : "You see what was understood before anything is saved."
      }
    >
      <noscript>
        <p className="mb-6 rounded-lg bg-well px-3.5 py-2.5 text-sm">
          Bringing an article in needs JavaScript: the text is shown to you before it is saved. Reading does not.
        </p>
      </noscript>
      <Importer me={who.id} group={group && { id: group.id, name: group.name }} />
    </Page>
  );
}
