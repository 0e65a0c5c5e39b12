"use client";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import type { FormAnswer } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { When } from "@/components/ui/when";
import { deviceName } from "@/lib/device-name";
import type { Device } from "@/lib/schemas/session";

type Act = (state: FormAnswer, form: FormData) => Promise<FormAnswer>;
const IDLE: FormAnswer = { status: "idle" };

/** Where this person is signed in. Each can be signed out from here; this one by signing out. */
export function Devices({ devices, revoke }: { devices: readonly Device[]; revoke: Act }) {
  const [state, run, pending] = useActionState(revoke, IDLE);
  return (
    <div className="grid gap-3">
      {state.status === "failed" && <Notice tone="danger">{state.message}</Notice>}
      <ul className="grid">
        {devices.map((device) => (
          <li
            key={device.id}
            className="flex items-center justify-between gap-4 border-line border-b py-3 first:pt-0 last:border-b-0"
          >
            <div className="grid min-w-0 gap-0.5">
              <span className="truncate font-medium" title={device.userAgent}>
                {deviceName(device.userAgent)}
              </span>
              <span className="text-ink-2 text-xs">
                {device.here ? (
                  "This device"
                ) : (
                  <>
                    Last seen <When at={device.seenAt} />
                  </>
                )}
                {device.address && ` · ${device.address}`}
              </span>
            </div>
            {!device.here && (
              <form action={run}>
                <input type="hidden" name="id" value={device.id} />
                <Button type="submit" size="sm" busy={pending} aria-label={`Sign out ${deviceName(device.userAgent)}`}>
                  Sign out
                </Button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
