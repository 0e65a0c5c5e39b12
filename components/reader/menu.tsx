"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Dots } from "@/components/ui/dots";
import { Menu } from "@/components/ui/menu";
import { PARTS } from "./ahead";

const Items = dynamic(PARTS.articleMenu, { ssr: false });
const AskToPublish = dynamic(() => PARTS.sharing().then((m) => m.AskToPublish), { ssr: false });
const Details = dynamic(() => import("./details"), { ssr: false });

/** What can be done with the article itself. */
export function ArticleMenu() {
  const [editing, setEditing] = useState(false);
  const [share, setShare] = useState<(() => void) | null>(null);
  return (
    <>
      <Menu trigger={<Dots look="bar" aria-label="This article" />}>
        <Items onDetails={() => setEditing(true)} onShare={(next) => setShare(() => next)} />
      </Menu>
      {share && <AskToPublish onShare={share} onClose={() => setShare(null)} />}
      {editing && <Details onClose={() => setEditing(false)} />}
    </>
  );
}
