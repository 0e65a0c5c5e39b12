"use client";
import { type ReactNode, useEffect, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { textareaClass } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { FLAG_REASONS, FLAG_WORDS, type FlagReason } from "@/lib/moderation";
import type { Flag } from "@/lib/schemas/moderation";
import { call } from "./client";
import type { Outcome } from "./model";
import type { Settled, Settling } from "./settle-menu";
import { useReader } from "./store";

type Given = { of: Settled; onClose: () => void };

/** Reports, hides, or blocks: one dialog for each, with the way back once it is done. */
export function Report({ what, ...given }: Given & { what: Settling }) {
  if (what === "report") return <Reporting {...given} />;
  return what === "hide" ? <Hiding {...given} /> : <Blocking {...given} />;
}

/** Runs a call, closes on success, and says in the dialog what went wrong. */
function useAsking(onClose: () => void) {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const ask = async (run: () => Promise<Outcome<unknown>>, done: () => void) => {
    setBusy(true);
    setWrong("");
    const outcome = await run();
    setBusy(false);
    if (!outcome.ok) {
      const unreachable = "Gloss cannot be reached right now. Try again.";
      return setWrong(
        outcome.status === 0 ? unreachable : (Object.values(outcome.errors ?? {}).flat()[0] ?? outcome.message),
      );
    }
    onClose();
    done();
  };
  return { busy, wrong, ask };
}

const Wrong = ({ children }: { children: string }) => (
  <p role="alert" className={children ? "text-danger text-sm" : "sr-only"}>
    {children}
  </p>
);

/** One of these dialogs: what it says, the way out, and the button that does it. */
function Frame({
  title,
  submit,
  look = "primary",
  busy,
  wrong,
  besides,
  onSubmit,
  onClose,
  children,
}: {
  title: string;
  submit: string;
  look?: "primary" | "danger";
  busy: boolean;
  wrong: string;
  /** Another way to end it, before the two. */
  besides?: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      footer={
        <>
          {besides}
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button look={look} busy={busy} onClick={onSubmit}>
            {submit}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {children}
        <Wrong>{wrong}</Wrong>
      </div>
    </Dialog>
  );
}

function Words({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-ink text-sm">
        {label}
      </label>
      <textarea
        id={id}
        dir="auto"
        rows={3}
        maxLength={2000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={textareaClass}
      />
    </div>
  );
}

function Reporting({ of, onClose }: Given) {
  const { path, noun, author } = of;
  const me = useReader((r) => r.viewer?.id);
  const toast = useToast();
  const { busy, wrong, ask } = useAsking(onClose);
  const [reason, setReason] = useState<FlagReason>("abuse");
  const [detail, setDetail] = useState("");
  const [mine, setMine] = useState(false);
  useEffect(() => {
    let here = true;
    void call<{ items: Flag[] }>("GET", `${path}/flags`).then((found) => {
      const own = found.ok && found.value.items.find((one) => one.by.id === me);
      if (!here || !own) return;
      setMine(true);
      setReason(own.reason);
      setDetail(own.detail);
    });
    return () => {
      here = false;
    };
  }, [path, me]);
  const takeBack = () => call("DELETE", `${path}/flags`);
  const undo = async () => {
    const back = await takeBack();
    toast({ text: back.ok ? "Your report is taken back." : back.message });
  };
  const report = () =>
    ask(
      () => call("PUT", `${path}/flags`, { body: { reason, detail: detail.trim() } }),
      () => toast({ text: "Reported.", action: { label: "Undo", run: () => void undo() } }),
    );
  return (
    <Frame
      title={`Report the ${noun} of ${author.name}`}
      submit={mine ? "Change the report" : "Report"}
      besides={
        mine && (
          <Button
            look="quiet"
            disabled={busy}
            onClick={() => void ask(takeBack, () => toast({ text: "Your report is taken back." }))}
          >
            Take it back
          </Button>
        )
      }
      onSubmit={() => void report()}
      {...{ busy, wrong, onClose }}
    >
      <fieldset className="grid gap-2">
        <legend className="mb-2 font-medium text-ink text-sm">What is wrong with it?</legend>
        {FLAG_REASONS.map((each) => (
          <label key={each} className="flex items-center gap-2.5 text-sm max-bar:min-h-10">
            <input
              type="radio"
              name="reason"
              checked={reason === each}
              onChange={() => setReason(each)}
              className="size-4 accent-ink"
            />
            {FLAG_WORDS[each]}
          </label>
        ))}
      </fieldset>
      <Words label="In your words, if you like" value={detail} onChange={setDetail} />
      <p className="text-sm">
        Those who lead the group, or for public notes the administrators, see your report and your name. Nobody else
        does, and {author.name} does not.
      </p>
    </Frame>
  );
}

function Hiding({ of, onClose }: Given) {
  const { path, noun, author } = of;
  const toast = useToast();
  const refresh = useReader((r) => r.refresh);
  const { busy, wrong, ask } = useAsking(onClose);
  const [reason, setReason] = useState("");
  const acts = (body: object) => call("POST", `${path}/acts`, { body });
  const undo = async () => {
    const back = await acts({ what: "restore", reopen: true });
    toast({ text: back.ok ? "It stands again." : back.message });
    void refresh();
  };
  const hide = () =>
    ask(
      () => acts({ what: "hide", reason }),
      () => {
        toast({ text: "It is hidden.", action: { label: "Undo", run: () => void undo() } });
        void refresh();
      },
    );
  return (
    <Frame
      title={`Hide the ${noun} of ${author.name}`}
      submit="Hide it"
      onSubmit={() => void hide()}
      {...{ busy, wrong, onClose }}
    >
      <p className="text-sm">
        Nobody sees it then. {author.name} is told why, but not by whom; it stands in the log, and can be put back.
      </p>
      <Words label="Why" value={reason} onChange={setReason} />
    </Frame>
  );
}

function Blocking({ of: { author }, onClose }: Given) {
  const toast = useToast();
  const refresh = useReader((r) => r.refresh);
  const { busy, wrong, ask } = useAsking(onClose);
  const undo = async () => {
    const back = await call("DELETE", `blocks/${author.id}`);
    toast({ text: back.ok ? `${author.name} is no longer blocked.` : back.message });
    void refresh();
  };
  const block = () =>
    ask(
      () => call("PUT", `blocks/${author.id}`, { body: {} }),
      () => {
        toast({ text: `${author.name} is blocked.`, action: { label: "Undo", run: () => void undo() } });
        void refresh();
      },
    );
  return (
    <Frame
      title={`Block ${author.name}?`}
      submit={`Block ${author.name}`}
      look="danger"
      onSubmit={() => void block()}
      {...{ busy, wrong, onClose }}
    >
      <p className="text-sm">
        In public notes and in public groups you no longer see each other. In a closed group that you are both in, you
        still read together.
      </p>
      <p className="text-sm">{author.name} is not told. You can take this back in your settings.</p>
    </Frame>
  );
}
