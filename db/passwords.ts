import { availableParallelism } from "node:os";
import { hash as argon, verify as check } from "@node-rs/argon2";
import { Problem } from "@/lib/problem";

/** argon2id (the library's default) with OWASP's first choice of parameters: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const AT_ONCE = Math.min(4, Math.max(2, availableParallelism()));
const WAITING = 600;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Runs work that hashes, a few at a time and the rest in order: each takes 19 MiB and a core for some 30 ms, so that a
 * burst must wait and not bring the machine down.
 * @throws Problem 503 when more wait already than could be served in reasonable time
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING)
      throw new Problem(503, "Busy", "Too many people are signing in at this moment. Try again in a few seconds.", {
        headers: { "Retry-After": "5" },
      });
    // Whoever ends hands its place over, so `running` stays as it is.
    await new Promise<void>((go) => waiting.push(go));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

// One password can be typed as different code points (é); NIST SP 800-63B asks for one form before hashing.
const form = (password: string) => password.normalize("NFKC");

/** What is kept of a password. To be called within `inTurn`. */
export const seal = (password: string): Promise<string> => argon(form(password), COST);

let nobody: Promise<string> | undefined;
/**
 * True when `sealed` was made of this password. With null (no such account, or one without a password) it works just as
 * long and says no, so that time does not tell who has an account. To be called within `inTurn`.
 */
export async function matches(sealed: string | null, password: string): Promise<boolean> {
  nobody ??= seal("nobody's password");
  const against = sealed ?? (await nobody);
  return (await check(against, form(password))) && sealed !== null;
}
