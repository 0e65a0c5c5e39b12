"use client";
import { MenuItem } from "@/components/ui/menu";
import type { Reply } from "@/lib/schemas/reply";
import { useMayTalk } from "./alone";
import type { Above } from "./reply";
import { SettleItems } from "./settle-items";
import type { Settling } from "./settle-menu";
import { useCopyLink } from "./sharing";
import { useReader } from "./store";

/** What a reply's menu holds, for `reply-menu.tsx`. Its history is its author's, and for those who lead the group it stands in. */
export default function ReplyMenuItems({
  reply,
  note,
  accepted,
  onEdit,
  onHistory,
  onSettle,
}: {
  reply: Reply;
  note: Above;
  accepted: boolean;
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
  const { author } = reply;
  return (
    <>
      {reply.canEdit && <MenuItem onSelect={onEdit}>Edit</MenuItem>}
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
