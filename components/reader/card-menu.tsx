"use client";
import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { Dots } from "@/components/ui/dots";
import { Menu } from "@/components/ui/menu";
import type { Annotation } from "@/lib/schemas/annotation";
import type { GroupOfReading } from "@/lib/schemas/group";
import type { Person } from "@/lib/schemas/user";
import { PARTS } from "./ahead";
import type { LayerChoice } from "./model";
import { selectedWords } from "./selected-words";
import { Settle, type Settling } from "./settle-menu";

const Items = dynamic(PARTS.cardMenu, { ssr: false });
const History = dynamic(() => PARTS.history().then((m) => m.History), { ssr: false });
const Partner = dynamic(PARTS.partner, { ssr: false });

const AskToMove = dynamic(PARTS.sharing, { ssr: false });

/** A place where more people see it than do now, and how it goes there. */
export type Sharing = { to: LayerChoice; share: () => void };
export type Asking = { group: GroupOfReading; choose: (person: Person) => void };

/** What can be done to an annotation: by its author everything, by anyone else a link to it. */
export function CardMenu({
  annotation,
  onQuote,
}: {
  annotation: Annotation;
  /** Answers with a quotation of it. */
  onQuote: (quotation: string) => void;
}) {
  const { id, kind } = annotation;
  const [past, setPast] = useState(false);
  const [settling, setSettling] = useState<Settling | null>(null);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [sharing, setSharing] = useState<Sharing | null>(null);
  // The press that opens the menu may take the selection away.
  const selected = useRef("");
  return (
    <>
      <Menu
        trigger={
          <Dots
            aria-label={`Actions for the ${kind} of ${annotation.author.name}`}
            onPointerDownCapture={() => {
              selected.current = selectedWords(id);
            }}
          />
        }
      >
        <Items
          annotation={annotation}
          selected={selected}
          onQuote={onQuote}
          onPast={() => setPast(true)}
          onSettle={setSettling}
          onAsk={setAsking}
          onShare={setSharing}
        />
      </Menu>
      {settling && (
        <Settle
          what={settling}
          of={{ path: `annotations/${id}`, noun: kind, author: annotation.author }}
          onClose={() => setSettling(null)}
        />
      )}
      {asking && (
        <Partner
          group={asking.group}
          onClose={() => setAsking(null)}
          onChoose={(withUser) => {
            setAsking(null);
            asking.choose(withUser);
          }}
        />
      )}
      {sharing && (
        <AskToMove annotation={annotation} to={sharing.to} onShare={sharing.share} onClose={() => setSharing(null)} />
      )}
      {past && <History path={`annotations/${id}`} now={annotation} onClose={() => setPast(false)} />}
    </>
  );
}
