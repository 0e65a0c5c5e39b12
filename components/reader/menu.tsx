"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Dots } from "@/components/ui/dots";
import { Menu } from "@/components/ui/menu";
import { PARTS } from "./ahead";

const Items = dynamic(PARTS.articleMenu, { ssr: false });
const Details = dynamic(() => import("./details"), { ssr: false });

/** What can be done with the article itself. */
export function ArticleMenu() {
  const [editing, setEditing] = useState(false);
  return (
    <>
      <Menu trigger={<Dots look="bar" aria-label="This article" />}>
        <Items onDetails={() => setEditing(true)} />
      </Menu>
      {editing && <Details onClose={() => setEditing(false)} />}
    </>
  );
}
