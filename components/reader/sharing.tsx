"use client";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import type { Annotation } from "@/lib/schemas/annotation";
import { type LayerChoice, layerName } from "./model";
import { useReader } from "./store";

/** Copies an address of this site, or shows it where the browser forbids that. */
export function useCopyLink(): (path: string) => Promise<void> {
  const toast = useToast();
  return async (path) => {
    const address = location.origin + path;
    try {
      await navigator.clipboard.writeText(address);
      toast({ text: "Link copied." });
    } catch {
      toast({ text: address, stays: 20_000 });
    }
  };
}

type Place = Pick<Annotation, "layer" | "groupId"> & Partial<Pick<Annotation, "sectionId" | "withUser">>;

/** Says who can see a note now that could not before, and offers its link. */
export function useSaidShared(): (id: string, to: Place) => void {
  const toast = useToast();
  const copyLink = useCopyLink();
  const groups = useReader((r) => r.groups);
  return (id, to) =>
    toast({
      text:
        to.layer === "public"
          ? "Your annotation is public."
          : `Shared with ${to.withUser ? to.withUser.name : layerName(to, groups, undefined)}.`,
      action: { label: "Copy link", run: () => void copyLink(`/t/${id}`) },
    });
}

/** Asks before more people can see something. */
function AskToShare({
  title,
  children,
  action,
  onShare,
  onClose,
}: {
  title: string;
  /** Who will see what. */
  children: string;
  /** What the button that does it says. */
  action: string;
  onShare: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button
            look="primary"
            onClick={() => {
              onClose();
              onShare();
            }}
          >
            {action}
          </Button>
        </>
      }
    >
      <p className="text-sm">{children}</p>
    </Dialog>
  );
}

/** The same of the article, which is to be for everyone. */
export const AskToPublish = (given: { onShare: () => void; onClose: () => void }) => (
  <AskToShare title="Make this article public?" action="Make public" {...given}>
    Anyone with the link can read it, even without an account. Annotations that are private or for a group stay hidden.
  </AskToShare>
);

/** The same of a note that is to go where more people see it. */
export default function AskToMove({
  annotation,
  to,
  onShare,
  onClose,
}: {
  annotation: Annotation;
  to: LayerChoice;
  onShare: () => void;
  onClose: () => void;
}) {
  const groups = useReader((r) => r.groups);
  const { kind } = annotation;
  const name = layerName(to, groups, undefined);
  if (to.layer === "public")
    return (
      <AskToShare title={`Make this ${kind} public?`} action="Make public" onShare={onShare} onClose={onClose}>
        Anyone who opens this article can see it, with your name.
      </AskToShare>
    );
  const open = groups.some((g) => g.id === to.groupId && g.open);
  return (
    <AskToShare
      title={`Share this ${kind} with ${to.withUser ? to.withUser.name : name}?`}
      action="Share"
      onShare={onShare}
      onClose={onClose}
    >
      {to.withUser
        ? `${to.withUser.name} can see it and may be notified.`
        : open
          ? `${name} is a public group, so anyone can see it. Members may be notified.`
          : "Everyone there can see it and may be notified."}
    </AskToShare>
  );
}
