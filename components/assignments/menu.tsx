"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type ReactNode, useState, useTransition } from "react";
import { call } from "@/components/reader/client";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Dots } from "@/components/ui/dots";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import type { Assignment } from "@/lib/schemas/assignment";
import type { Person } from "@/lib/schemas/user";
import { unheard } from "./unheard";

const CopyDialog = dynamic(() => import("./copy-dialog"), { ssr: false });

/** What those who lead a group can do with an assignment, beside editing it. */
export function AssignmentMenu({
  assignment,
  groups,
}: {
  assignment: Assignment;
  /** The groups that the viewer may set it for. */
  groups: readonly Person[];
}) {
  const { id, archived, opened, groupId } = assignment;
  const router = useRouter();
  const toast = useToast();
  const [asking, setAsking] = useState<"open" | "delete" | "copy" | null>(null);
  const [busy, run] = useTransition();
  const close = () => setAsking(null);
  const putAway = (on: boolean, revision = assignment.revision) =>
    run(async () => {
      const outcome = await call<Assignment>("PATCH", `assignments/${id}`, { body: { archived: on }, revision });
      if (!outcome.ok) return toast({ text: unheard(outcome) });
      const undo = { label: "Undo", run: () => putAway(false, outcome.value.revision) };
      toast(on ? { text: "It is put away.", action: undo } : { text: "It is back." });
      router.refresh();
    });
  const open = () =>
    run(async () => {
      const outcome = await call<Assignment>("POST", `assignments/${id}/reveal`);
      toast({ text: outcome.ok ? "Everybody sees the others’ notes now." : unheard(outcome) });
      close();
      router.refresh();
    });
  const takeAway = () =>
    run(async () => {
      const outcome = await call<null>("DELETE", `assignments/${id}`);
      if (!outcome.ok) return toast({ text: unheard(outcome) });
      const still = await call<Assignment>("GET", `assignments/${id}`);
      close();
      if (still.ok) {
        toast({ text: "Somebody has written for it already, so it was put away. Nothing is lost." });
        router.refresh();
      } else {
        toast({ text: "The assignment is deleted." });
        router.push(`/groups/${groupId}`);
        router.refresh();
      }
    });
  return (
    <>
      <Menu trigger={<Dots look="framed" aria-label="This assignment" />}>
        <MenuItem onSelect={() => setAsking("copy")}>Copy to a group or term…</MenuItem>
        {!opened && !archived && (
          <MenuItem onSelect={() => setAsking("open")}>Open the others’ notes to all now…</MenuItem>
        )}
        <MenuLine />
        {archived ? (
          <MenuItem onSelect={() => putAway(false)}>Bring it back</MenuItem>
        ) : (
          <MenuItem onSelect={() => putAway(true)}>Put it away</MenuItem>
        )}
        <MenuItem danger onSelect={() => setAsking("delete")}>
          Delete…
        </MenuItem>
      </Menu>
      <Sure
        open={asking === "open"}
        title="Open the others’ notes to all now?"
        act="Open to all"
        busy={busy}
        onAct={open}
        onClose={close}
      >
        Every student sees from now on what the others noted on these texts, also who has not written anything yet. This
        cannot be taken back.
      </Sure>
      <Sure
        open={asking === "delete"}
        title="Delete this assignment?"
        act="Delete"
        danger
        busy={busy}
        onAct={takeAway}
        onClose={close}
      >
        If no student has written on these texts yet, it is gone for good, with its extensions. If somebody has, it is
        put away instead: students see it no more, what they wrote and their points stay, and you can bring it back.
        Notes in the texts stay either way.
      </Sure>
      {asking === "copy" && <CopyDialog assignment={assignment} groups={groups} onClose={close} />}
    </>
  );
}

/** Asks once before something that cannot be undone. */
function Sure({
  open,
  title,
  act,
  danger = false,
  busy,
  onAct,
  onClose,
  children,
}: {
  open: boolean;
  title: string;
  act: string;
  danger?: boolean;
  busy: boolean;
  onAct: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button look={danger ? "danger" : "primary"} busy={busy} onClick={onAct}>
            {act}
          </Button>
        </>
      }
    >
      <p className="text-sm">{children}</p>
    </Dialog>
  );
}
