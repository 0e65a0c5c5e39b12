"use client";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import type { Article } from "@/lib/schemas/article";
import { call } from "./client";
import { useReader } from "./store";

const FollowItem = dynamic(() => import("@/components/notices/follow-item").then((m) => m.FollowItem), { ssr: false });
const Details = dynamic(() => import("./details"), { ssr: false });

/** What can be done with the article itself. Only what this viewer may do is offered. */
export default function ArticleMenu() {
  const { article, viewer, past, setPanel } = useReader();
  const several = past || article.version.number > 1;
  const [editing, setEditing] = useState(false);
  const toast = useToast();
  const router = useRouter();
  const change = async (body: object, said: string) => {
    const outcome = await call<Article>("PATCH", `articles/${article.id}`, { body, revision: article.revision });
    toast({ text: outcome.ok ? said : outcome.message });
    if (outcome.ok) router.refresh();
  };
  const archive = async () => {
    const outcome = await call<null>("PUT", `articles/${article.id}/archive`);
    if (!outcome.ok) return toast({ text: outcome.message });
    const back = async () => {
      const undone = await call<null>("DELETE", `articles/${article.id}/archive`);
      if (!undone.ok) toast({ text: undone.message });
    };
    toast({ text: "Archived.", action: { label: "Undo", run: () => void back() } });
    router.push("/articles");
  };
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
        <MenuItem onSelect={() => setPanel("find")}>Find in this text</MenuItem>
        <MenuItem onSelect={() => setPanel("help")}>Keys</MenuItem>
        <MenuItem onSelect={() => print()}>Print with the notes</MenuItem>
        {article.sourceUrl && (
          <MenuItem asChild>
            <a href={article.sourceUrl} rel="noreferrer noopener" target="_blank">
              Open the source
            </a>
          </MenuItem>
        )}
        {(viewer || several) && <MenuLine />}
        {article.canPublish && (
          <MenuItem asChild>
            <Link href={`/articles/${article.id}/edit`}>New version…</Link>
          </MenuItem>
        )}
        {(several || article.canPublish) && (
          <MenuItem asChild>
            <Link href={`/articles/${article.id}/versions`}>Versions</Link>
          </MenuItem>
        )}
        {viewer && (
          <FollowItem subject="article" id={article.id} name="this article">
            Follow this article
          </FollowItem>
        )}
        {viewer && <MenuItem onSelect={() => setEditing(true)}>Details and groups</MenuItem>}
        {article.canEdit &&
          (article.visibility === "private" ? (
            <MenuItem
              onSelect={() => void change({ visibility: "public" }, "Anyone with the address can read it now.")}
            >
              Make public
            </MenuItem>
          ) : (
            <MenuItem onSelect={() => void change({ visibility: "private" }, "It is private again.")}>
              Make private
            </MenuItem>
          ))}
        {article.onShelf && <MenuItem onSelect={() => void archive()}>Archive</MenuItem>}
      </Menu>
      {editing && <Details onClose={() => setEditing(false)} />}
    </>
  );
}
