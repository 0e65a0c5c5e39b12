"use client";
import { type ReactNode, useEffect, useState } from "react";
import { call } from "@/components/reader/client";
import { MenuTick } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import type { Followed } from "@/lib/schemas/notice";

/** A line of a menu that follows something, or not any more. It asks how that stands each time the menu opens. */
export function FollowItem({
  subject,
  id,
  name,
  children,
}: {
  subject: Followed;
  id: string;
  /** As it stands in a sentence: "this thread". */
  name: string;
  children: ReactNode;
}) {
  const [on, setOn] = useState<boolean | null>(null);
  const toast = useToast();
  const path = `follows/${subject}/${id}`;
  useEffect(() => {
    let left = false;
    void call<{ on: boolean }>("GET", path).then((answer) => {
      if (answer.ok && !left) setOn(answer.value.on);
    });
    return () => {
      left = true;
    };
  }, [path]);
  const turn = async (next: boolean) => {
    const done = await call("PUT", path, { body: { on: next } });
    if (!done.ok) return toast({ text: done.message });
    toast({ text: next ? `You follow ${name}.` : `You are told of ${name} no more.` });
  };
  return (
    <MenuTick checked={on === true} disabled={on === null} onCheckedChange={(next) => void turn(next === true)}>
      {children}
    </MenuTick>
  );
}
