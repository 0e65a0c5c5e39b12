/** Thrown where a text costs more steps than its length allows. */
export class OutOfSteps extends Error {}

/**
 * What a text may cost. Every loop of the parser spends what it is about to look at, so no input, whatever its shape,
 * takes more than the budget.
 */
export class Steps {
  spent = 0;
  constructor(private readonly most: number) {}

  /** @param n characters or nodes that are looked at next. @throws OutOfSteps */
  spend(n: number): void {
    this.spent += n;
    if (this.spent > this.most) throw new OutOfSteps();
  }
}
