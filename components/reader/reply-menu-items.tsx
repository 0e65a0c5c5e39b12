"use client";
import type { RefObject } from "react";
import { MenuItem, MenuLine, MenuTick } from "@/components/ui/menu";
import { quotation } from "@/lib/quoting";
import { REACTIONS } from "@/lib/reactions";
import type { Reply } from "@/lib/schemas/reply";
import { useMayTalk } from "./alone";
import { quotedAs } from "./by";
import { SAID } from "./reactions";
import type { Above } from "./reply";
import { selectedWords } from "./selected-words";
import { SettleItems } from "./settle-items";
import type { Settling } from "./settle-menu";
import { useCopyLink } from "./sharing";
import { useReader } from "./store";

/** What a reply's menu holds, for `reply-menu.tsx`. Its history is its author's, and for those who lead the group it stands in. */
export default function ReplyMenuItems({
  reply,
  note,
  accepted,
  selected,
  onReply,
  onQuote,
  onEdit,
  onHistory,
  onSettle,
}: {
  reply: Reply;
  note: Above;
  accepted: boolean;
  /** What was selected of its words when the menu was opened. */
  selected: RefObject<string>;
  onReply: () => void;
  onQuote: (quotation: string) => void;
  onEdit: () => void;
  onHistory: () => void;
  onSettle: (what: Settling) => void;
}) {
  const settle = useReader((r) => r.settle);
  const remove = useReader((r) => r.removeReply);
  const talk = useReader((r) => r.talk);
  const leads = useReader((r) => r.groups.some((g) => g.id === note.groupId && g.leads));
  const mayTalk = useMayTalk(note);
  const copyLink = useCopyLink();
  const groups = useReader((r) => r.groups);
  const me = useReader((r) => r.viewer?.id);
  const react = useReader((r) => r.reactToReply);
  const { author, body } = reply;
  const may = note.canAnswer && !reply.pending;
  return (
    <>
      {note.canAnswer && <MenuItem onSelect={onReply}>Reply</MenuItem>}
      {note.canAnswer && body !== null && (
        <MenuItem
          onSelect={() =>
            onQuote(
              quotation(
                selectedWords(reply.id) || selected.current || body,
                author ? quotedAs(author, note, groups, me) : "Somebody",
              ),
            )
          }
        >
          Quote in reply
        </MenuItem>
      )}
      {reply.canEdit && <MenuItem onSelect={onEdit}>Edit</MenuItem>}
      {may && author?.id !== me && note.layer !== "private" && (
        <>
          <MenuLine />
          {REACTIONS.filter((what) => what !== "question").map((what) => (
            <MenuTick
              key={what}
              checked={reply.mine.includes(what)}
              onCheckedChange={(on) => void react(reply, what, on === true)}
            >
              {SAID[what].says}
            </MenuTick>
          ))}
          <MenuLine />
        </>
      )}
      <MenuItem onSelect={() => void copyLink(`/t/${reply.annotationId}?reply=${reply.id}#r-${reply.id}`)}>
        Copy link
      </MenuItem>
      {author && mayTalk(author) && (
        <MenuItem onSelect={() => talk(note.id, author)}>Talk to {author.name} alone</MenuItem>
      )}
      {reply.revision > 1 && (reply.canEdit || leads) && <MenuItem onSelect={onHistory}>History</MenuItem>}
      {note.question && note.canSettle && (
        <MenuItem onSelect={() => void settle(reply.annotationId, { acceptedReplyId: accepted ? null : reply.id })}>
          {accepted ? "Not the answer after all" : "Accept as the answer"}
        </MenuItem>
      )}
      {author && <SettleItems author={author} canModerate={reply.canModerate} onChoose={onSettle} />}
      {reply.canEdit && (
        <MenuItem danger onSelect={() => void remove(reply)}>
          Delete
        </MenuItem>
      )}
    </>
  );
}
