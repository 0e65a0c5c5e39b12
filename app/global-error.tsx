"use client";
import "./globals.css";
import { Failure } from "@/components/ui/failure";

/** When even the layout could not be made: a page of its own, with no script or style from elsewhere. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <Failure digest={error.digest} retry={() => window.location.reload()} />
      </body>
    </html>
  );
}
