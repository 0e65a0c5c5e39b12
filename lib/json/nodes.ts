/** Values that one body may hold, with those in it. The longest list that a request carries has 5,000 entries. */
export const MOST_NODES = 20_000;

/** Whether a parsed JSON value holds more values than a request can mean; costs no more than these, however deep it is. */
export function hasTooMany(value: unknown, most = MOST_NODES): boolean {
  const open: unknown[] = [value];
  let nodes = 0;
  while (open.length > 0) {
    const one = open.pop();
    if (++nodes > most) return true;
    if (typeof one !== "object" || one === null) continue;
    if (Array.isArray(one)) {
      if (nodes + open.length + one.length > most) return true;
      for (const inner of one) open.push(inner);
    } else {
      for (const key in one) {
        open.push(Reflect.get(one, key));
        if (nodes + open.length > most) return true;
      }
    }
  }
  return false;
}
