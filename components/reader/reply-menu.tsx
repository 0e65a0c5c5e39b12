"use client";
import dynamic from "next/dynamic";
import { type ComponentProps, useState } from "react";
import { Dots } from "@/components/ui/dots";
import { Menu } from "@/components/ui/menu";
import { PARTS } from "./ahead";
import { Settle, type Settling } from "./settle-menu";

const Items = dynamic(PARTS.replyMenu, { ssr: false });

/** What can be done to a reply. */
export function ReplyMenu(given: Omit<ComponentProps<typeof Items>, "onSettle">) {
  const { id, author } = given.reply;
  const [settling, setSettling] = useState<Settling | null>(null);
  return (
    <>
      <Menu trigger={<Dots aria-label={`Actions for the reply of ${author?.name ?? "somebody"}`} />}>
        <Items {...given} onSettle={setSettling} />
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
