"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { post } from "@/components/import/ask";
import { Dotted } from "@/components/library/particulars";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { When } from "@/components/ui/when";
import type { MadeAccount, Slip } from "@/lib/schemas/roster";
import { Days } from "./days";
import { type Place, Slips } from "./slips";

/** Who was given an account here: whether they came in, and new slips for who did not or forgot the password. */
export function MadeAccounts({
  groupId,
  accounts,
  place,
}: {
  groupId: string;
  accounts: readonly MadeAccount[];
  place: Place;
}) {
  const router = useRouter();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [days, setDays] = useState(14);
  const [slips, setSlips] = useState<Slip[] | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const here = accounts.filter(({ id }) => chosen.has(id));
  const pick = (ids: string[], on: boolean) =>
    setChosen((was) => {
      const next = new Set(was);
      for (const id of ids) on ? next.add(id) : next.delete(id);
      return next;
    });

  const make = async () => {
    setBusy(true);
    setWrong(null);
    const body = { userIds: here.map(({ id }) => id), days };
    const answer = await post<{ items: Slip[] }>(`groups/${groupId}/slips`, body, new AbortController().signal);
    setBusy(false);
    if (!answer?.ok) return setWrong(answer?.message ?? null);
    setSlips(answer.value.items);
    setChosen(new Set());
    router.refresh();
  };
  return (
    <div className="grid grid-cols-1 gap-4">
      {wrong && <Notice tone="danger">{wrong}</Notice>}
      {slips && <Slips key={slips[0]?.code} slips={slips} place={place} />}
      <div>
        <div className="flex items-center justify-between border-line border-t py-2.5 text-sm">
          <label className="flex items-center gap-3 text-ink-2">
            <input
              type="checkbox"
              checked={here.length === accounts.length}
              onChange={(event) =>
                pick(
                  accounts.map(({ id }) => id),
                  event.target.checked,
                )
              }
              className="size-4 accent-ink"
            />
            All of this page
          </label>
          <Button
            size="sm"
            look="quiet"
            className="-mr-3"
            onClick={() =>
              pick(
                accounts.filter(({ entered }) => !entered).map(({ id }) => id),
                true,
              )
            }
          >
            Who has not signed in
          </Button>
        </div>
        <ul>
          {accounts.map(({ id, name, login, section, externalId, entered, slipUntil }) => (
            <li key={id} className="border-line border-t text-sm">
              <label className="flex items-start gap-3 py-3">
                <input
                  type="checkbox"
                  checked={chosen.has(id)}
                  onChange={(event) => pick([id], event.target.checked)}
                  className="mt-0.5 size-4 shrink-0 accent-ink"
                />
                <span className="min-w-0 break-words">
                  <span className="font-medium">{name}</span>
                  <span className="text-ink-2">
                    {" · "}
                    <Dotted
                      parts={[
                        login,
                        section,
                        externalId,
                        entered ? "signs in with a password" : !slipUntil && "has no slip that works",
                        slipUntil && (
                          <span key="slip">
                            slip until <When at={slipUntil} />
                          </span>
                        ),
                      ].filter((part) => part !== null && part !== false)}
                    />
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      </div>
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-[180px]">
          <Days value={days} onChange={setDays} />
        </div>
        <Button busy={busy} disabled={here.length === 0} onClick={make} size="lg" className="!h-10 !text-sm">
          {here.length === 0
            ? "Make new slips"
            : `Make ${here.length === 1 ? "a new slip" : `${here.length} new slips`}`}
        </Button>
      </div>
      <p className="max-w-prose text-ink-2 text-xs">
        A new slip replaces a former one, and lets its holder choose a new password. That one was made is told to them.
        Whoever adds an e-mail address of their own in the settings leaves this list.
      </p>
    </div>
  );
}
