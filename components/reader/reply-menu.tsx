"use client";
import dynamic from "next/dynamic";
import { type ComponentProps, useRef, useState } from "react";
import { Dots } from "@/components/ui/dots";
import { Menu } from "@/components/ui/menu";
import { PARTS } from "./ahead";
import { selectedWords } from "./selected-words";
import { Settle, type Settling } from "./settle-menu";

const Items = dynamic(PARTS.replyMenu, { ssr: false });

/** What can be done to a reply. */
export function ReplyMenu(given: Omit<ComponentProps<typeof Items>, "onSettle" | "selected">) {
  const { id, author } = given.reply;
  const [settling, setSettling] = useState<Settling | null>(null);
  // The press that opens the menu may take the selection away.
  const selected = useRef("");
  return (
    <>
      <Menu
        trigger={
          <Dots
            aria-label={`Actions for the reply of ${author?.name ?? "somebody"}`}
            onPointerDownCapture={() => {
              selected.current = selectedWords(id);
            }}
          />
        }
      >
        <Items {...given} selected={selected} onSettle={setSettling} />
      </Menu>
      {settling && author && (
        <Settle
          what={settling}
          of={{ path: `replies/${id}`, noun: "reply", author }}
          onClose={() => setSettling(null)}
        />
      )}
    </>
  );
}
