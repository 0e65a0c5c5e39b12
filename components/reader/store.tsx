"use client";
import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { useToast } from "@/components/ui/toast";
import type { Reader } from "./model";
import { OUTDATED } from "./outbox";
import { createReader, type Given } from "./state";

const Context = createContext<ReturnType<typeof createReader> | null>(null);
const whole = (reader: Reader) => reader;

/** Holds the reader's state for all that is inside; what the server sent is its first state. */
export function ReaderProvider({ children, ...given }: Given & { children: ReactNode }) {
  const toast = useToast();
  const [store] = useState(() => createReader(given));
  const { article, groups, search } = given;
  useEffect(() => store.connect(toast), [store, toast]);
  const { refresh } = useRouter();
  useEffect(() => {
    window.addEventListener(OUTDATED, refresh);
    return () => window.removeEventListener(OUTDATED, refresh);
  }, [refresh]);
  useEffect(() => store.renew({ article, groups, search }), [store, article, groups, search]);
  return <Context value={store}>{children}</Context>;
}

/** The state as it is at the moment of an event, without rendering again when it changes. */
export function useReaderNow(): () => Reader {
  const store = useContext(Context);
  if (!store) throw new Error("useReaderNow is called outside of a ReaderProvider.");
  return store.get;
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
