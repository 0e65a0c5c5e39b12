import type { Metadata } from "next";
import type { ReactNode } from "react";
import { viewer } from "@/app/auth";
import { Page } from "@/components/shell";
import { setting } from "@/db/settings.mjs";
import { HELD, NOT_HELD } from "@/lib/accessibility";

export const metadata: Metadata = { title: "Accessibility" };

/** What is held for readers of every kind and what is not, as the tests have it; public. */
export default async function Accessibility() {
  const who = await viewer();
  const contact = setting("GLOSS_CONTACT");
  return (
    <Page
      viewer={who}
      title="Accessibility"
      lead="What works for everyone here, what doesn’t yet, and how to report a barrier."
    >
      <div className="grid max-w-prose gap-10">
        <Part title="Our goal">
          <p>
            Gloss aims to meet the Web Content Accessibility Guidelines (WCAG) 2.2 at level AA. It meets them in part:
            the sections below say what is tested and what isn’t met or isn’t known. Last reviewed on 29 November 2026.
          </p>
        </Part>
        <Part title="What is tested">
          <p>These are checked by automated tests whenever Gloss changes.</p>
          <List of={HELD.map(({ says }) => says)} />
        </Part>
        <Part title="What isn’t met or isn’t known">
          <List of={NOT_HELD} />
        </Part>
        <Part title="Report a barrier">
          <p>
            {contact ? (
              <>
                Write to{" "}
                <a
                  href={contact.includes("://") ? contact : `mailto:${contact}`}
                  className="font-medium text-accent underline underline-offset-2"
                >
                  {contact}
                </a>
                .
              </>
            ) : (
              "Tell the administrator of this site, or the person who invited you."
            )}{" "}
            Say what you wanted to do, the address of the page, and which browser and assistive technology you use.
          </p>
        </Part>
      </div>
    </Page>
  );
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="grid gap-3">
    <h2 className="font-semibold font-serif text-xl tracking-tight">{title}</h2>
    {children}
  </section>
);

const List = ({ of }: { of: readonly string[] }) => (
  <ul className="grid list-disc gap-2 pl-5">
    {of.map((one) => (
      <li key={one}>{one}</li>
    ))}
  </ul>
);
