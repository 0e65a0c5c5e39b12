/** Values that one body may hold, with those in it. The longest list that a request carries has 5,000 entries. */
export const MOST_NODES = 20_000;

/** How deep its values may lie in each other: what goes deeper cannot be handed over by a thread. No request needs ten. */
export const MOST_LEVELS = 200;

/**
 * Whether a parsed JSON value holds more values than a request can mean, or goes deeper; costs no more than these, however
 * deep it is.
 */
export function hasTooMany(value: unknown, most = MOST_NODES): boolean {
  let level: unknown[] = [value];
  let nodes = 1;
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MOST_LEVELS) return true;
    const below: unknown[] = [];
    for (const one of level) {
      if (typeof one !== "object" || one === null) continue;
      if (Array.isArray(one)) {
        nodes += one.length;
        if (nodes > most) return true;
        for (const inner of one) below.push(inner);
      } else {
        for (const key in one) {
          if (++nodes > most) return true;
          below.push(Reflect.get(one, key));
        }
      }
    }
    level = below;
  }
  return false;
}
