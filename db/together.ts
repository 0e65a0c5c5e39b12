/** As many calls as one question answers, and as many questions as are asked at a time. */
const MOST = 100;
const AT_ONCE = 3;

/**
 * Answers calls that are made in the same moment by one question for all of them: where a class of three hundred asks for
 * the same thing at once, what a query costs before its first row is paid once. While some are being asked the others
 * wait, so that the busier it is the more are answered together.
 * @param ask answers in the order of what it is given; when it fails, all who were in it fail
 */
export function together<A, R>(ask: (all: readonly A[]) => Promise<readonly R[]>): (one: A) => Promise<R> {
  type Waiting = { one: A; resolve: (answer: R) => void; reject: (error: unknown) => void };
  let waiting: Waiting[] = [];
  let asking = 0;
  let soon = false;

  function next() {
    if (soon || waiting.length === 0 || asking >= AT_ONCE) return;
    soon = true;
    // After all that has arrived by now was looked at.
    setImmediate(() => {
      soon = false;
      const these = waiting.slice(0, MOST);
      waiting = waiting.slice(MOST);
      asking += 1;
      ask(these.map(({ one }) => one))
        .then(
          (answers) => these.forEach(({ resolve }, i) => void resolve(answers[i] as R)),
          (error: unknown) => these.forEach(({ reject }) => void reject(error)),
        )
        .finally(() => {
          asking -= 1;
          next();
        });
      next();
    });
  }
  return (one) =>
    new Promise((resolve, reject) => {
      waiting.push({ one, resolve, reject });
      next();
    });
}
