import { type Act, ActButton } from "@/components/ui/act";
import { When } from "@/components/ui/when";
import { deviceName } from "@/lib/device-name";
import type { Device } from "@/lib/schemas/session";

/** Where this person is signed in. Each can be signed out from here; this one by signing out. */
export function Devices({ devices, revoke }: { devices: readonly Device[]; revoke: Act }) {
  return (
    <ul>
      {devices.map((device) => (
        <li
          key={device.id}
          className="flex items-center justify-between gap-4 border-line border-b py-3 first:pt-0 last:border-b-0"
        >
          <div className="grid min-w-0 gap-0.5">
            <span className="truncate font-medium text-sm" title={device.userAgent}>
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
            <ActButton
              action={revoke}
              fields={{ id: device.id }}
              said={`${deviceName(device.userAgent)} is signed out.`}
              look="plain"
              label={`Sign out ${deviceName(device.userAgent)}`}
            >
              Sign out
            </ActButton>
          )}
        </li>
      ))}
    </ul>
  );
}
