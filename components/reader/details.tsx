"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { Article } from "@/lib/schemas/article";
import { call } from "./client";
import { useReader } from "./store";

type Circle = { id: string; name: string; sample: boolean };

/** What an article is called, corrected by who brought it in, and the groups that read it. */
export default function Details({ onClose }: { onClose: () => void }) {
  const { article, groups } = useReader();
  const router = useRouter();
  const [mine, setMine] = useState<readonly Circle[] | null>(null);
  const [reading, setReading] = useState<ReadonlySet<string>>(new Set(groups.map((group) => group.id)));
  /** Groups that were given it just now, which can be taken back. */
  const [given, setGiven] = useState<ReadonlySet<string>>(new Set());
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let left = false;
    void call<{ items: Circle[] }>("GET", "groups").then((found) => {
      if (!left) setMine(found.ok ? found.value.items.filter((group) => !group.sample) : []);
    });
    return () => {
      left = true;
    };
  }, []);
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const body = Object.fromEntries(["title", "byline", "site"].map((name) => [name, form.get(name)]));
    const outcome = await call<Article>("PATCH", `articles/${article.id}`, { body, revision: article.revision });
    setBusy(false);
    if (outcome.ok) {
      router.refresh();
      onClose();
    } else setWrong(Object.values(outcome.errors ?? {}).flat()[0] ?? outcome.message);
  };
  const bring = async (group: Circle) => {
    const outcome = await call<unknown>("POST", `groups/${group.id}/readings`, { body: { articleId: article.id } });
    if (!outcome.ok) return setWrong(outcome.message);
    setReading(new Set([...reading, group.id]));
    setGiven(new Set([...given, group.id]));
    router.refresh();
  };
  const takeBack = async (group: Circle) => {
    const outcome = await call<null>("DELETE", `groups/${group.id}/readings/${article.id}`);
    if (!outcome.ok) return setWrong(outcome.message);
    const without = (ids: ReadonlySet<string>) => new Set([...ids].filter((id) => id !== group.id));
    setReading(without(reading));
    setGiven(without(given));
    router.refresh();
  };
  return (
    <Dialog open onClose={onClose} title="About this article">
      <div className="grid gap-6 text-ink">
        {wrong && <Notice tone="danger">{wrong}</Notice>}
        {article.canEdit && (
          <form onSubmit={save} className="grid gap-4">
            <TextField label="Title" name="title" defaultValue={article.title} required />
            <TextField label="Author" name="byline" defaultValue={article.byline ?? ""} />
            <TextField label="Publication" name="site" defaultValue={article.site ?? ""} />
            <div>
              <Button type="submit" look="primary" busy={busy}>
                Save
              </Button>
            </div>
          </form>
        )}
        <section aria-labelledby="circles" className="grid gap-2">
          <h3 id="circles" className="font-medium text-sm">
            Groups
          </h3>
          {mine?.length === 0 && <p className="text-ink-2 text-sm">You are in no group yet.</p>}
          <ul className="grid gap-1">
            {mine?.map((group) => (
              <li key={group.id} className="flex items-center justify-between gap-3 text-sm">
                {group.name}
                {reading.has(group.id) ? (
                  <span className="flex items-center gap-2 text-ink-3">
                    reads it
                    {given.has(group.id) && (
                      <Button size="sm" look="quiet" onClick={() => void takeBack(group)}>
                        Undo
                      </Button>
                    )}
                  </span>
                ) : (
                  <Button size="sm" onClick={() => void bring(group)}>
                    Bring it here
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Dialog>
  );
}
