import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/source-serif-4/opsz.css";
import "@fontsource-variable/source-serif-4/opsz-italic.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { unstable_rethrow } from "next/navigation";
import type { ReactNode } from "react";
import { Toaster } from "@/components/ui/toast";
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

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Without a database the page inside says so; its frame stands all the same.
  const theme = await reading().then(
    (settings) => settings.theme,
    (error) => {
      unstable_rethrow(error);
      return "system";
    },
  );
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme}>
      <body>
        <Toaster>{children}</Toaster>
      </body>
    </html>
  );
}
