"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Menu } from "@/components/ui/menu";
import { PARTS } from "./ahead";

const Items = dynamic(PARTS.articleMenu, { ssr: false });
const Details = dynamic(() => import("./details"), { ssr: false });

/** What can be done with the article itself. */
export function ArticleMenu() {
  const [editing, setEditing] = useState(false);
  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            aria-label="This article"
            title="This article"
            className="grid size-8 place-items-center rounded-lg text-ink-2 hover:bg-well hover:text-ink"
          >
            <svg aria-hidden viewBox="0 0 16 16" className="size-4 fill-current">
              <circle cx="3" cy="8" r="1.3" />
              <circle cx="8" cy="8" r="1.3" />
              <circle cx="13" cy="8" r="1.3" />
            </svg>
          </button>
        }
      >
        <Items onDetails={() => setEditing(true)} />
      </Menu>
      {editing && <Details onClose={() => setEditing(false)} />}
    </>
  );
}
