/**
 * What a person wrote and has not saved, kept in this browser under their id. Every key is theirs alone; signing out asks
 * about what is left and wipes it.
 */
const PREFIX = "gloss:";

/** Keeps a value under a key, in place of what was there. False when the browser has no room or forbids it. */
export function keep(userId: string, key: string, value: unknown): boolean {
  try {
    localStorage.setItem(`${PREFIX}${userId}:${key}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** All that is kept for a person, by key. */
export function kept(userId: string): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const start = `${PREFIX}${userId}:`;
  try {
    for (let i = 0; i < localStorage.length; i++) {
      const name = localStorage.key(i);
      const value = name?.startsWith(start) && localStorage.getItem(name);
      if (name && value) found[name.slice(start.length)] = JSON.parse(value);
    }
  } catch {
    // A browser that forbids storage keeps nothing; reading goes on.
  }
  return found;
}

export function drop(userId: string, key: string): void {
  try {
    localStorage.removeItem(`${PREFIX}${userId}:${key}`);
  } catch {
    // Nothing was kept.
  }
}
