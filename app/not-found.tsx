import type { Metadata } from "next";
import { viewer } from "@/app/auth";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

/** The one answer to "not there" and to "not yours": it says nothing that would tell them apart. */
export default async function NotFound() {
  const who = await viewer();
  return (
    <Page
      viewer={who}
      title="There is nothing here"
      lead="The address may be wrong, what it led to may be gone, or it is not shared with you."
    >
      <LinkButton href={who ? "/articles" : "/"} look="primary">
        {who ? "Go to your library" : "Go to the first page"}
      </LinkButton>
    </Page>
  );
}
