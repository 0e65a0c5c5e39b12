import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/source-serif-4/opsz.css";
import "@fontsource-variable/source-serif-4/opsz-italic.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { unstable_rethrow } from "next/navigation";
import type { ReactNode } from "react";
import { viewer } from "@/app/auth";
import { PageChange } from "@/components/ui/page-change";
import { Toaster } from "@/components/ui/toast";
import { hasAny } from "@/db/due";
import { reading } from "./reading";

export const metadata: Metadata = {
  title: { default: "Gloss", template: "%s · Gloss" },
  description: "Read with others: mark what a text claims, what holds it up, and where its readers part ways.",
  referrer: "same-origin",
};
export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fcfaf6" },
    { media: "(prefers-color-scheme: dark)", color: "#171310" },
  ],
};

/** Whether the way to assignments stands in the bar on top: where anything is set to this reader, or by them. */
async function isAssigned(): Promise<boolean> {
  const who = await viewer();
  return who !== null && hasAny(who);
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Without a database the page inside says so; its frame stands all the same.
  const [theme, assigned] = await Promise.all([reading().then(({ theme }) => theme), isAssigned()]).catch((error) => {
    unstable_rethrow(error);
    return ["system", false] as const;
  });
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme}>
      <body data-assigned={assigned || undefined}>
        <Toaster>
          {children}
          <PageChange />
        </Toaster>
      </body>
    </html>
  );
}
