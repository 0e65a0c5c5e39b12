"use client";
import dynamic from "next/dynamic";
import { type RefObject, useState } from "react";
import { MenuChoice, MenuChoices, MenuItem, MenuLabel, MenuLine } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import { quotation } from "@/lib/quoting";
import type { Annotation } from "@/lib/schemas/annotation";
import { useMayTalk } from "./alone";
import { AskItems } from "./ask-items";
import { quotedAs } from "./by";
import type { Asking, Sharing } from "./card-menu";
import { KINDS } from "./kinds";
import { sameLayer, useAlone, useLayers } from "./layers";
import { useMedia } from "./measure";
import { KIND_NAMES, type LayerChoice, layerName, type NotePatch } from "./model";
import { selectedWords } from "./selected-words";
import { SettleItems } from "./settle-items";
import type { Settling } from "./settle-menu";
import { useCopyLink, useSaidShared } from "./sharing";
import { useReader, useReaderNow } from "./store";
import { widens } from "./widen";

const FollowItem = dynamic(() => import("@/components/notices/follow-item").then((m) => m.FollowItem), { ssr: false });

/** What a card's menu holds, for `card-menu.tsx`. */
export default function CardMenuItems({
  annotation,
  selected,
  onQuote,
  onPast,
  onSettle,
  onAsk,
  onShare,
}: {
  annotation: Annotation;
  /** What was selected of its words when the menu was opened. */
  selected: RefObject<string>;
  onQuote: (quotation: string) => void;
  /** Asks for its history. */
  onPast: () => void;
  onSettle: (what: Settling) => void;
  /** Asks for the one other of a group, and what is to be done with them. */
  onAsk: (asking: Asking) => void;
  /** Asks before more people see it than do now. */
  onShare: (sharing: Sharing) => void;
}) {
  const { id, kind, body, canEdit, revision, thread } = annotation;
  const groups = useReader((r) => r.groups);
  const write = useReader((r) => r.write);
  const choose = useReader((r) => r.choose);
  const remove = useReader((r) => r.remove);
  const settle = useReader((r) => r.settle);
  const revise = useReader((r) => r.revise);
  const discard = useReader((r) => r.discard);
  const copyTo = useReader((r) => r.copy);
  const activate = useReader((r) => r.activate);
  const inText = useReader((r) => r.article.version.text !== "" && !r.past);
  const me = useReader((r) => r.viewer?.id);
  const talk = useReader((r) => r.talk);
  const mayTalk = useMayTalk(annotation);
  const open = useLayers();
  const { alone, asks } = useAlone();
  // What stands in a group is narrowed to one of that group; where else it could go alone, its editor says.
  const near = <T,>(list: readonly T[], groupOf: (one: T) => string | null) =>
    list.filter((one) => annotation.layer !== "group" || groupOf(one) === annotation.groupId);
  const known = [...open, ...near(alone, (one) => one.groupId)];
  const layers = known.some((each) => sameLayer(each, annotation)) ? known : [...known, annotation as LayerChoice];
  const toast = useToast();
  const now = useReaderNow();
  const change = async (patch: NotePatch, to?: LayerChoice) => {
    const outcome = await revise(id, patch, revision);
    if (outcome.ok) {
      if (to && widens(annotation, to) && now().sent(id).state === "saved") saidShared(id, to);
      return;
    }
    await discard(id);
    const offer = to && outcome.status === 409;
    const makeCopy = async () => {
      const made = to && (await copyTo(id, to));
      if (made?.ok) activate(made.value.id, "margin");
    };
    toast({ text: outcome.message, action: offer ? { label: "Make a copy", run: () => void makeCopy() } : undefined });
  };
  const moveTo = (to: LayerChoice) =>
    change(
      { layer: to.layer, groupId: to.groupId, sectionId: to.sectionId ?? null, withUser: to.withUser ?? null },
      to,
    );
  const copyLink = useCopyLink();
  const saidShared = useSaidShared();
  // A phone has no room for all of it: what is chosen among is a step of its own there.
  const narrow = useMedia("(max-width: 759.98px)");
  const goToPassage = () => {
    const mark = now().text.current?.querySelector<HTMLElement>(`mark[data-ids~="${CSS.escape(id)}"]`);
    if (!mark) return;
    // The sheet of a phone would lie over it.
    if (narrow) activate(null, "margin");
    mark.tabIndex = -1;
    mark.focus();
  };
  const layer = layers.findIndex((each) => sameLayer(each, annotation));
  const [part, setPart] = useState<"kind" | "layer" | null>(null);
  const turnTo = (next: "kind" | "layer") => (event: Event) => {
    event.preventDefault();
    setPart(next);
  };
  const kinds = (
    <>
      <MenuLabel>Kind</MenuLabel>
      <MenuChoices value={kind} onValueChange={(next) => void change({ kind: KINDS.find((k) => k === next) })}>
        {KINDS.map((each) => (
          <MenuChoice key={each} value={each}>
            {KIND_NAMES[each]}
          </MenuChoice>
        ))}
      </MenuChoices>
    </>
  );
  const seen = (
    <>
      <MenuLabel>Visible to</MenuLabel>
      <MenuChoices
        value={String(layer)}
        onValueChange={(next) => {
          const to = layers[Number(next)];
          if (!to || to === layers[layer]) return;
          if (widens(annotation, to)) onShare({ to, share: () => void moveTo(to) });
          else void moveTo(to);
        }}
      >
        {layers.map((each, i) => (
          <MenuChoice
            key={`${each.layer}${each.groupId}${each.sectionId ?? ""}${each.withUser?.id ?? ""}`}
            value={String(i)}
          >
            {layerName(each, groups, me)}
          </MenuChoice>
        ))}
      </MenuChoices>
      {near(asks, (g) => g.id).map((g) => (
        <MenuItem
          key={g.id}
          onSelect={() =>
            onAsk({
              group: g,
              choose: (withUser) => void moveTo({ layer: "group", groupId: g.id, withUser }),
            })
          }
        >
          <span className="w-4" aria-hidden />
          Only me and one of {g.name}…
        </MenuItem>
      ))}
    </>
  );
  if (narrow && part) return part === "kind" ? kinds : seen;
  return (
    <>
      {canEdit && <MenuItem onSelect={() => write(id)}>Edit</MenuItem>}
      {thread.canAnswer && body && (
        <MenuItem
          onSelect={() =>
            onQuote(
              quotation(
                selectedWords(id) || selected.current || body,
                quotedAs(annotation.author, annotation, groups, me),
              ),
            )
          }
        >
          Quote in reply
        </MenuItem>
      )}
      {thread.canAnswer && thread.canSettle && (thread.question || annotation.replyCount > 0 || thread.resolved) && (
        <MenuItem onSelect={() => void settle(id, { resolved: !thread.resolved })}>
          {thread.resolved ? "Reopen" : "Resolve"}
        </MenuItem>
      )}
      {inText && annotation.span && <MenuItem onSelect={goToPassage}>Go to passage</MenuItem>}
      {canEdit && inText && annotation.span && (
        <MenuItem onSelect={() => choose({ id, writes: "quote" })}>Adjust passage</MenuItem>
      )}
      <AskItems annotation={annotation} />
      <MenuItem onSelect={() => void copyLink(`/t/${id}`)}>Copy link</MenuItem>
      {mayTalk(annotation.author) && (
        <MenuItem onSelect={() => talk(id, annotation.author)}>Talk to {annotation.author.name} alone</MenuItem>
      )}
      {(canEdit || annotation.canAttach) && <MenuItem onSelect={() => onPast()}>History</MenuItem>}
      {me && annotation.layer !== "private" && (
        <FollowItem subject="thread" id={id} name="this thread">
          Follow this thread
        </FollowItem>
      )}
      {me && me !== annotation.author.id && !annotation.author.pseudonym && (
        <FollowItem subject="person" id={annotation.author.id} name={annotation.author.name}>
          Follow {annotation.author.name}
        </FollowItem>
      )}
      <SettleItems author={annotation.author} canModerate={annotation.canModerate} onChoose={onSettle} />
      {canEdit && (
        <>
          <MenuLine />
          {narrow ? (
            <>
              <MenuItem onSelect={turnTo("kind")}>Kind: {KIND_NAMES[kind]} …</MenuItem>
              <MenuItem onSelect={turnTo("layer")}>
                <span className="line-clamp-1">Visible to: {layerName(annotation, groups, me)} …</span>
              </MenuItem>
            </>
          ) : (
            <>
              {kinds}
              <MenuLine />
              {seen}
            </>
          )}
          <MenuLine />
          <MenuItem danger onSelect={() => void remove(id)}>
            Delete
          </MenuItem>
        </>
      )}
    </>
  );
}
