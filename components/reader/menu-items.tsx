"use client";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { MenuItem, MenuLine } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import type { Article } from "@/lib/schemas/article";
import { call } from "./client";
import { hasOutline } from "./outline";
import { useCopyLink } from "./sharing";
import { useReader } from "./store";

const FollowItem = dynamic(() => import("@/components/notices/follow-item").then((m) => m.FollowItem), { ssr: false });

/** What the article's menu holds, for `menu.tsx`. Only what this viewer may do is offered. */
export default function ArticleMenuItems({
  onDetails,
  onShare,
}: {
  onDetails: () => void;
  /** Asks before everyone can read it. */
  onShare: (share: () => void) => void;
}) {
  const { article, viewer, past, layout, activate, setPanel } = useReader();
  const several = past || article.version.number > 1;
  const toast = useToast();
  const router = useRouter();
  const copyLink = useCopyLink();
  const change = async (visibility: Article["visibility"]) => {
    const body = { visibility };
    const outcome = await call<Article>("PATCH", `articles/${article.id}`, { body, revision: article.revision });
    if (!outcome.ok) return toast({ text: outcome.message });
    if (visibility === "public")
      toast({
        text: "Anyone with the link can read this article.",
        action: { label: "Copy link", run: () => void copyLink(`/articles/${article.id}`) },
      });
    else toast({ text: "This article is private again." });
    router.refresh();
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
      {hasOutline(layout) && (
        <MenuItem
          className="sm:hidden"
          onSelect={() => {
            activate(null, "text");
            setPanel("contents");
          }}
        >
          Contents
        </MenuItem>
      )}
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
      {viewer && <MenuItem onSelect={() => onDetails()}>Details and groups</MenuItem>}
      {article.canEdit &&
        (article.visibility === "private" ? (
          <MenuItem onSelect={() => onShare(() => void change("public"))}>Make public…</MenuItem>
        ) : (
          <MenuItem onSelect={() => void change("private")}>Make private</MenuItem>
        ))}
      {article.onShelf && <MenuItem onSelect={() => void archive()}>Archive</MenuItem>}
    </>
  );
}
