/**
 * What a person wrote and has not saved, kept in this browser under their id. Every key is theirs alone; signing out asks
 * about what is left (`count`) and wipes it (`wipe`).
 */
const PREFIX = "gloss:";
/** What counts as somebody's writing: drafts of notes and replies, and marks that the server has not confirmed. */
const WRITINGS = ["draft:", "annotation:"];
const browser = () => localStorage;
/** Where it is kept. A browser may forbid the very look at its storage, so it is asked for at each use. */
type Where = () => Storage;

const listeners = new Set<() => void>();
const changed = () => {
  for (const listener of listeners) listener();
};

/** Keeps a value under a key, in place of what was there. False when the browser has no room or forbids it. */
export function keep(userId: string, key: string, value: unknown, where: Where = browser): boolean {
  try {
    where().setItem(`${PREFIX}${userId}:${key}`, JSON.stringify(value));
    changed();
    return true;
  } catch {
    return false;
  }
}

const keysOf = (userId: string, storage: Storage): string[] => {
  const start = `${PREFIX}${userId}:`;
  const keys: string[] = [];
  for (let i = 0; i < storage.length; i++) {
    const name = storage.key(i);
    if (name?.startsWith(start)) keys.push(name.slice(start.length));
  }
  return keys;
};

/** One kept value, as JSON gives it, or `undefined`: nothing is kept, it cannot be read, or it is no JSON. */
export function look(userId: string, key: string, where: Where = browser): unknown {
  try {
    const value = where().getItem(`${PREFIX}${userId}:${key}`);
    return value === null ? undefined : JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** All that is kept for a person, by key; what cannot be read is passed over, and stays. */
export function kept(userId: string, where: Where = browser): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  try {
    for (const key of keysOf(userId, where())) {
      const value = look(userId, key, where);
      if (value !== undefined) found[key] = value;
    }
  } catch {
    // A browser that forbids storage keeps nothing; reading goes on.
  }
  return found;
}

export function drop(userId: string, key: string, where: Where = browser): void {
  try {
    where().removeItem(`${PREFIX}${userId}:${key}`);
    changed();
  } catch {
    // Nothing was kept.
  }
}

/** How many notes and replies of this person wait in this browser. */
export function count(userId: string, where: Where = browser): number {
  try {
    return keysOf(userId, where()).filter((key) => WRITINGS.some((w) => key.startsWith(w))).length;
  } catch {
    return 0;
  }
}

/** Forgets everything of this person, and nothing of anyone else's. */
export function wipe(userId: string, where: Where = browser): void {
  try {
    const storage = where();
    for (const key of keysOf(userId, storage)) storage.removeItem(`${PREFIX}${userId}:${key}`);
    changed();
  } catch {
    // Nothing was kept.
  }
}

/** Calls `listener` whenever something kept may have changed, here or in another tab. Returns how to stop. */
export function watch(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** The longest that a typed letter is only in memory. */
export const DELAY_MS = 250;

/**
 * Writes one draft as it is typed, at most every `DELAY_MS`, and at once when the page is left or `flush` is called.
 * `full` is told when the browser has no room (and when it has again).
 */
export function createWriter(userId: string, key: string, full: (is: boolean) => void, where: Where = browser) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: unknown;
  const flush = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    full(!keep(userId, key, waiting, where));
  };
  return {
    write(value: unknown) {
      waiting = value;
      timer ??= setTimeout(flush, DELAY_MS);
    },
    flush,
    /** The writing was saved or thrown away: nothing of it stays, also not what was about to be kept. */
    forget() {
      clearTimeout(timer);
      timer = undefined;
      drop(userId, key, where);
    },
  };
}
