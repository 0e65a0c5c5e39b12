"use client";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { useToast } from "@/components/ui/toast";
import type { Annotation } from "@/lib/schemas/annotation";
import type { Article } from "@/lib/schemas/article";
import type { Reply } from "@/lib/schemas/reply";
import type { Viewer } from "@/lib/schemas/user";
import type { Reader } from "./model";
import { createReader } from "./state";

const Context = createContext<ReturnType<typeof createReader> | null>(null);
const whole = (reader: Reader) => reader;

/** Holds the reader's state for all that is inside; what the server sent is its first state. */
export function ReaderProvider({
  children,
  ...given
}: {
  article: Article;
  viewer: Viewer;
  groups: readonly { id: string; name: string }[];
  annotations: readonly Annotation[];
  threads?: Readonly<Record<string, readonly Reply[]>>;
  children: ReactNode;
}) {
  const toast = useToast();
  const [store] = useState(() => createReader(given));
  useEffect(() => store.connect(toast), [store, toast]);
  return <Context value={store}>{children}</Context>;
}

/**
 * The reader's state, or the part that `pick` takes from it. With `pick` the component renders again only when that part is
 * another value (compared by `Object.is`), so pick fields as they are and derive while rendering.
 */
export function useReader(): Reader;
export function useReader<T>(pick: (reader: Reader) => T): T;
export function useReader<T>(pick?: (reader: Reader) => T): T | Reader {
  const store = useContext(Context);
  if (!store) throw new Error("useReader is called outside of a ReaderProvider.");
  const read = () => (pick ?? whole)(store.get());
  return useSyncExternalStore<T | Reader>(store.subscribe, read, read);
}
