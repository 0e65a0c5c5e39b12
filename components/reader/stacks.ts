/** A card that wants to stand at `at` from the margin's top, and roughly how tall it is closed; in pixels. */
export type Standing = { id: string; at: number; tall: number };
/** Notes that stand at one place and are shown as one; in text order. `key` stays while the stack does. */
export type Stack = { key: string; ids: readonly string[] };

/** Between two cards, and a stack that is closed with the gap below it: in pixels. */
const GAP = 12;
const CLOSED = 240;
/** A card may be pushed this far from its passage by others: beyond it a reader no longer sees both at once. */
const FAR = 600;
/** Passages within this many pixels are one place. */
const REACH = 200;
/** Fewer than this are not worth folding, or than the other where all has drifted twice as far. */
const LEAST = 5;
const LEAST_FAR = 3;

/**
 * Folds the busy places of a margin: where cards, one below another, would push each other further than `FAR`, those of one
 * place become a stack. What was folded before stays together whatever comes or goes, and what comes into the midst of a
 * stack joins it, so that nothing that is looked at falls apart or moves to another stack; only cards that stand free may
 * become a new one. No card is measured for this: opening one changes no stack. O(n).
 *
 * @param cards in text order
 * @param before what was folded when the same was shown last
 */
export function fold(cards: readonly Standing[], before: readonly Stack[] = []): Stack[] {
  const of = new Map<string, Stack>();
  for (const stack of before) for (const id of stack.ids) of.set(id, stack);
  const stacks: Stack[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < cards.length; ) {
    const { id, at, tall } = cards[i]!;
    const stack = of.get(id);
    let to = i + 1;
    let foot = 0;
    for (; to < cards.length; to++) {
      const other = of.get(cards[to]!.id);
      if (other !== stack && (other || cards[to]!.at >= at + REACH)) break;
      if (!stack && cards[to]!.at >= at + REACH) break;
      foot += cards[to - 1]!.tall + GAP;
    }
    const place = Math.max(at, free);
    const pushed = place + foot - cards[to - 1]!.at;
    const worth = to - i >= (pushed > 2 * FAR ? LEAST_FAR : LEAST) && pushed > FAR;
    if (to - i > 1 && (stack || worth)) {
      stacks.push({ key: stack?.key ?? id, ids: cards.slice(i, to).map((card) => card.id) });
      // One whose passage was moved away by its author stands free there.
      if (stack) for (const member of stack.ids) of.delete(member);
      free = place + CLOSED;
      i = to;
    } else {
      free = place + tall + GAP;
      i++;
    }
  }
  return stacks;
}
