/** As many of the last things as can be undone. */
const MOST = 100;

/** What this reader did last on this page, each of which can be undone once. */
export function createUndo() {
  const steps: (() => void)[] = [];
  // One after another: what is undone next may be of the same note.
  let queue = Promise.resolve();
  return {
    /** @returns how to undo it by a button; by which way it is undone first, by that alone */
    did(undo: () => Promise<void>): () => void {
      const once = () => {
        const at = steps.indexOf(once);
        if (at < 0) return;
        steps.splice(at, 1);
        queue = queue.then(undo).catch(() => {});
      };
      steps.push(once);
      if (steps.length > MOST) steps.shift();
      return once;
    },
    /** Undoes what was done last. False when there is nothing. */
    undo(): boolean {
      const last = steps.at(-1);
      last?.();
      return last !== undefined;
    },
  };
}
