"use client";
import { createContext, useContext, useEffect, useMemo, useSyncExternalStore } from "react";
import { type Mention, naming } from "@/lib/mentions";
import { type Block, plain } from "@/lib/written";
import { PARTS } from "./ahead";
import { Blocks } from "./blocks";
import { treeKey } from "./tree-key";

/** Trees that the server made, by `treeKey`: the first cards are drawn from them before any parser is here. */
export const Trees = createContext<Readonly<Record<string, Block[]>>>({});

type Parse = (text: string) => Block[];
let parse: Parse | null = null;
const waiting = new Set<() => void>();
const subscribe = (listener: () => void) => {
  waiting.add(listener);
  return () => waiting.delete(listener);
};
async function fetchParser() {
  if (parse) return;
  parse = (await PARTS.markdown()).parse;
  for (const listener of waiting) listener();
}

/**
 * The body of a note or a reply. Most are words only and need no parser; it is fetched when the first one does that the
 * server did not send the tree of. Until then the words stand as they were typed.
 */
export function Written({
  of,
  text,
  className,
}: {
  of: { id: string; revision: number; mentions: readonly Mention[] };
  text: string;
  className?: string;
}) {
  const seed = useContext(Trees)[treeKey(of)];
  const simple = useMemo(() => plain(text) ?? seed, [text, seed]);
  const parser = useSyncExternalStore<Parse | null>(
    subscribe,
    () => parse,
    () => null,
  );
  useEffect(() => {
    if (!simple) void fetchParser();
  }, [simple]);
  const blocks = useMemo(
    () =>
      naming(
        simple ?? parser?.(text) ?? text.split("\n\n").map((part): Block => ({ is: "p", of: [part] })),
        of.mentions,
      ),
    [simple, parser, text, of.mentions],
  );
  return <Blocks of={blocks} className={className} />;
}
