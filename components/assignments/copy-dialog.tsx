"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { call } from "@/components/reader/client";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import type { Assignment } from "@/lib/schemas/assignment";
import type { Person } from "@/lib/schemas/user";
import { daysLater, inWords, zoneName } from "@/lib/zoned";
import { Input, Select } from "./fields";
import { unheard } from "./unheard";

/** An assignment once more: for which group, under which title, and how many days later. */
export default function CopyDialog({
  assignment,
  groups,
  onClose,
}: {
  assignment: Assignment;
  groups: readonly Person[];
  onClose: () => void;
}) {
  const { id, timeZone, opensAt, dueAt, lateUntil, reveal } = assignment;
  const router = useRouter();
  const toast = useToast();
  const [groupId, setGroupId] = useState(groups.find((one) => one.id !== assignment.groupId)?.id ?? assignment.groupId);
  const [title, setTitle] = useState(assignment.title);
  const [days, setDays] = useState("0");
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<Record<string, string[]>>({});
  const [failed, setFailed] = useState("");
  const shift = Number.isInteger(Number(days)) && Math.abs(Number(days)) <= 3660 ? Number(days) : 0;
  const dates = (
    [
      ["Opens", opensAt],
      ["Due", dueAt],
      ["Late until", lateUntil],
      ["Shows the others’ notes", reveal.when === "always" ? null : reveal.at],
    ] as const
  ).flatMap(([what, at]) => (at ? [{ what, at: daysLater(at, shift, timeZone) }] : []));
  const copy = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setBusy(true);
    setErrors({});
    setFailed("");
    const body = { groupId, title, shiftDays: days.trim() ? Number(days) : 0 };
    const outcome = await call<Assignment>("POST", `assignments/${id}/copies`, { body });
    setBusy(false);
    if (!outcome.ok) {
      setErrors(outcome.errors ?? {});
      return setFailed(outcome.errors ? "" : unheard(outcome));
    }
    toast({ text: `It is copied to ${outcome.value.group.name}. This is the copy.` });
    onClose();
    router.push(`/assignments/${outcome.value.id}`);
  };
  const dated = [...(errors.dueAt ?? []), ...(errors.lateUntil ?? []), ...(errors.revealAt ?? [])];
  return (
    <Dialog open onClose={onClose} title="Copy this assignment">
      <form onSubmit={copy} noValidate className="grid gap-5 text-ink">
        <p className="text-ink-2 text-sm">
          Its texts and their parts, instructions, goals, points, rules and your questions in the text go along; what
          anybody wrote, extensions and your reference reading do not.
        </p>
        <Select label="For which group" value={groupId} onChoose={setGroupId} wrong={errors.groupId}>
          {groups.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
              {one.id === assignment.groupId ? " (this group)" : ""}
            </option>
          ))}
        </Select>
        <Input label="Title" value={title} maxLength={200} wrong={errors.title} onType={setTitle} />
        {dates.length > 0 && (
          <div className="grid gap-2">
            <Input
              type="number"
              inputMode="numeric"
              label="How many days later"
              hint="52 weeks are 364 days. A negative number is sooner."
              value={days}
              wrong={errors.shiftDays ?? (dated.length > 0 ? dated : undefined)}
              onType={setDays}
            />
            <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 text-ink-2 text-sm" aria-live="polite">
              {dates.map(({ what, at }) => (
                <div key={what} className="contents">
                  <dt>{what}</dt>
                  <dd>
                    {inWords(at, timeZone)} <span className="text-ink-3">{zoneName(timeZone)}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </div>
        )}
        {failed && (
          <p role="alert" className="text-danger text-sm">
            {failed}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={busy}>
            Copy
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
