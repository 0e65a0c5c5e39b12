"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/**
 * Buttons that lead to a provider and back. A plain form would be sent on to another host, which our content policy
 * refuses; so the way there is asked for first, and followed.
 */
export function ProviderButtons({
  providers,
  next,
  verb = "Continue with",
}: {
  providers: readonly { id: string; name: string }[];
  next: string;
  verb?: string;
}) {
  const [busy, setBusy] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const go = async (id: string) => {
    setBusy(id);
    setFailed(false);
    try {
      const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
      const body = new URLSearchParams({ csrfToken, callbackUrl: next, json: "true" });
      const { url } = await (await fetch(`/api/auth/signin/${id}`, { method: "POST", body })).json();
      window.location.assign(url);
    } catch {
      setBusy(null);
      setFailed(true);
    }
  };
  return (
    <div className="grid gap-2">
      {failed && <Notice tone="danger">The way there could not be found. Try again in a moment.</Notice>}
      {providers.map(({ id, name }) => (
        <Button key={id} size="lg" busy={busy === id} onClick={() => go(id)} className="w-full">
          {verb} {name}
        </Button>
      ))}
    </div>
  );
}

/** The line between the providers and the form. */
export const Or = () => (
  <div className="flex items-center gap-3 text-ink-3 text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
    or
  </div>
);
