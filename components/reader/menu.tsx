"use client";
import { useRouter } from "next/navigation";
import { Menu, MenuItem, MenuLabel, MenuLine } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import type { Article } from "@/lib/schemas/article";
import { call } from "./client";
import { useReader } from "./store";

/** What can be done with the article itself. Only what this viewer may do is offered. */
export default function ArticleMenu() {
  const { article, viewer, groups, setPanel } = useReader();
  const toast = useToast();
  const router = useRouter();
  const change = async (body: object, said: string) => {
    const outcome = await call<Article>("PATCH", `articles/${article.id}`, { body, revision: article.revision });
    toast({ text: outcome.ok ? said : outcome.message });
    if (outcome.ok) router.refresh();
  };
  return (
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
      {article.canEdit && (
        <>
          <MenuLine />
          {article.visibility === "private" ? (
            <MenuItem
              onSelect={() => void change({ visibility: "public" }, "Anyone with the address can read it now.")}
            >
              Make public
            </MenuItem>
          ) : (
            <MenuItem onSelect={() => void change({ visibility: "private" }, "It is private again.")}>
              Make private
            </MenuItem>
          )}
        </>
      )}
      {viewer && groups.length > 0 && <MenuLabel>Read in {groups.map((g) => g.name).join(", ")}</MenuLabel>}
    </Menu>
  );
}
