import { AsyncLocalStorage } from "node:async_hooks";
import pino, { type DestinationStream, type Logger } from "pino";
import { faultOf, framesOf } from "@/lib/fault";
import { setting } from "./settings.mjs";

declare global {
  // One for the process, however often this module is bundled.
  /**
   * The request that is being answered, for its id to stand on every line that is logged meanwhile, and whether it ended
   * before all of it was sent. `retainBody` keeps its body counted until what it returns is called, also when the sender
   * has left (`lib/bodies.ts`). See `app/watch.ts`.
   */
  var glossRequest:
    | AsyncLocalStorage<{ id: string; isCutOff: () => boolean; retainBody?: () => () => void }>
    | undefined;
  /** Errors that were logged: Next prints again what it passes on. */
  var glossLogged: WeakSet<Error> | undefined;
}
globalThis.glossRequest ??= new AsyncLocalStorage();
globalThis.glossLogged ??= new WeakSet();

/** The id of the request that is being answered; undefined outside of one. */
export const requestId = (): string | undefined => globalThis.glossRequest?.getStore()?.id;

/** Whether this is how the request that is being answered fails when its sender leaves before all of it was sent. */
export const isCutOff = (error: unknown): boolean =>
  error instanceof Error &&
  (("code" in error && error.code === "ECONNRESET") || error.name === "AbortError" || isCutOff(error.cause)) &&
  Boolean(globalThis.glossRequest?.getStore()?.isCutOff());

/** Levels of what is logged in which errors are looked for. */
const MOST_DEEP = 4;

/**
 * A log of JSON lines. Whatever error is given to it, under any name, becomes what `faultOf` lets through: never a
 * statement's parameters, a message that quotes a row, or what a library attached.
 */
export function openLog(level: string, to?: DestinationStream): Logger {
  const failed = (error: unknown) => {
    if (error instanceof Error) globalThis.glossLogged?.add(error);
    return faultOf(error);
  };
  const safe = (value: unknown, depth = 0): unknown => {
    if (value instanceof Error) return failed(value);
    if (typeof value !== "object" || value === null || value instanceof Date) return value;
    if (depth > MOST_DEEP) return "…";
    if (Array.isArray(value)) return value.map((one) => safe(one, depth + 1));
    return Object.fromEntries(
      // What was thrown need not be an error.
      Object.entries(value).map(([name, one]) => [name, /^err(or)?$/.test(name) ? failed(one) : safe(one, depth + 1)]),
    );
  };
  const options: pino.LoggerOptions = {
    level,
    redact: ["password", "token", "email"],
    mixin: () => {
      const request = requestId();
      return request ? { request } : {};
    },
    hooks: {
      // As what is logged itself, as the line's message, or within it, an error would bring its own message with it.
      logMethod(args, method) {
        const [first, ...rest]: unknown[] = args;
        const about = first instanceof Error ? { err: first } : first;
        const known = rest.map((one) => (one instanceof Error ? faultOf(one).type : one));
        const [words = typeof about === "object" ? "a failure" : undefined, ...values] = known;
        Reflect.apply(method, this, words === undefined ? [safe(about)] : [safe(about), words, ...values]);
      },
    },
    // What is given was made safe above; pino's own would look for an error's message and all that hangs on it.
    serializers: { err: (value: unknown) => value },
  };
  return to ? pino(options, to) : pino(options);
}

/** What the server tells its operator. Never a note's words, a password, a token or an address of a person. */
export const log = openLog(setting("GLOSS_LOG"));

/** Whether an error was logged already, by whoever passed it on. */
export const wasLogged = (error: unknown): boolean =>
  error instanceof Error && Boolean(globalThis.glossLogged?.has(error));

const PRINTED = { error: "error", warn: "warn", trace: "debug", log: "info", info: "info", debug: "debug" } as const;

/**
 * From here on what Next and other packages print goes through the log: of errors what `faultOf` lets through; of other
 * text, which may hold anything, only where in the code it was printed. @returns how to undo it
 */
export function guardConsole(into: Logger = log): () => void {
  const before = { ...console };
  for (const [name, level] of Object.entries(PRINTED) as [
    keyof typeof PRINTED,
    "error" | "warn" | "info" | "debug",
  ][]) {
    console[name] = (...printed: unknown[]) => {
      const errors = printed.filter((one) => one instanceof Error);
      for (const err of errors)
        if (!wasLogged(err)) into[isCutOff(err) ? "debug" : level]({ err }, "a failure that a package reports");
      if (errors.length === 0 && printed.some((one) => one !== ""))
        into[level]({ from: framesOf(new Error()).slice(1, 5) }, "a package printed something, which is left out");
    };
  }
  return () => void Object.assign(console, before);
}
