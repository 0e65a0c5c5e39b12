import Link from "next/link";
import type { ReactNode } from "react";
import type { Account, Viewer } from "@/lib/schemas/user";
import { AccountMenu } from "./account-menu";
import { Bell } from "./notices/bell";
import { LinkButton } from "./ui/button";

const PLACES = [
  { href: "/articles", label: "Library" },
  { href: "/notebook", label: "Notebook" },
  { href: "/groups", label: "Groups" },
  // Shown to whom the layout says that anything is set to them, or by them; on a phone in a shorter word.
  { href: "/assignments", label: "Assignments", short: "Due", assigned: true },
] as const;

/** The bar on top of every page: the name, where one is, where one can go, and oneself. */
export function TopBar({ viewer, here, children }: { viewer: Viewer; here?: string; children?: ReactNode }) {
  return (
    <header className="sticky top-0 z-30 flex h-[52px] items-center gap-5 border-line border-b bg-paper px-6 max-bar:gap-3 max-bar:px-4 print:hidden">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-ink focus:px-3 focus:py-2 focus:text-paper"
      >
        Skip to the content
      </a>
      {/* On a phone the reader's own way back stands in its place: the title needs the room. */}
      <Link
        href="/"
        className={`font-semibold font-serif text-[1.0625rem] tracking-tight ${children ? "max-sm:hidden" : ""}`}
      >
        Gloss
      </Link>
      {children ?? (viewer && <Places here={here} />)}
      <div className="ml-auto flex items-center gap-2.5">
        {viewer ? (
          <>
            <Bell viewerId={viewer.id} here={here === "/notices"} />
            <AccountMenu viewer={viewer} />
          </>
        ) : (
          <SignIn />
        )}
      </div>
    </header>
  );
}

function Places({ here }: { here?: string }) {
  return (
    <nav aria-label="Main" className="flex min-w-0 gap-1 overflow-x-auto text-sm max-sm:gap-0">
      {PLACES.map(({ href, label, ...more }) => (
        <Link
          key={href}
          href={href}
          aria-current={here === href ? "page" : undefined}
          className={`shrink-0 min-h-6 rounded-md px-2.5 py-[5px] font-medium text-ink-2 hover:text-ink aria-[current=page]:bg-well aria-[current=page]:text-ink max-sm:px-1.5 ${"assigned" in more ? "hidden [[data-assigned]_&]:block" : ""}`}
        >
          {"short" in more ? (
            <>
              <span className="max-sm:hidden">{label}</span>
              <span className="sm:hidden">{more.short}</span>
            </>
          ) : (
            label
          )}
        </Link>
      ))}
    </nav>
  );
}

const SignIn = () => (
  <>
    <LinkButton href="/signin" look="quiet" size="sm">
      Sign in
    </LinkButton>
    <LinkButton href="/signup" look="plain" size="sm">
      Sign up
    </LinkButton>
  </>
);

/** A page of the product that is not the reader: one column, a title, what can be done here. */
export function Page({
  viewer,
  here,
  title,
  lead,
  actions,
  narrow = false,
  wide = false,
  children,
}: {
  viewer: Account | Viewer;
  here?: string;
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  narrow?: boolean;
  /** For a table. */
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <>
      <TopBar viewer={viewer} here={here} />
      <main
        id="content"
        className={`mx-auto w-full px-6 pt-12 pb-28 max-bar:px-4 max-bar:pt-8 ${narrow ? "max-w-[440px]" : wide ? "max-w-[1180px]" : "max-w-[860px]"}`}
      >
        <div className="mb-8 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
          <div className="grid gap-2">
            <h1 className="font-semibold font-serif text-[2rem] leading-[1.15] tracking-[-0.02em] max-bar:text-[1.65rem]">
              {title}
            </h1>
            {lead && <p className="max-w-prose text-ink-2">{lead}</p>}
          </div>
          {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
        </div>
        {children}
      </main>
      {!viewer && <Foot />}
    </>
  );
}

/** At the foot of pages for who is not signed in; others have it in the menu of their account. */
export const Foot = () => (
  <footer className="mx-auto w-full max-w-[1180px] px-6 pb-8 text-center text-ink-3 text-xs max-bar:px-4 print:hidden">
    <Link href="/accessibility" className="underline underline-offset-2 hover:text-ink">
      Accessibility
    </Link>
  </footer>
);
