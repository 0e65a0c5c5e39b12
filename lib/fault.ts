/**
 * What may be logged of a failure. A failed statement carries its parameters, a constraint quotes the row, a parser the
 * text it could not read: notes, addresses and hashes. So nothing is taken over but what cannot hold them: names, codes,
 * the database's own identifiers and the lines of code it came through. Messages stay out.
 */
export type Fault = {
  type: string;
  /** Ours, or the engine's own words about our code. Absent for every other message. */
  message?: string;
  code?: string;
  /** How Next names this failure to the browser. */
  digest?: string;
  severity?: string;
  routine?: string;
  schema?: string;
  table?: string;
  column?: string;
  constraint?: string;
  syscall?: string;
  stack?: string[];
  cause?: Fault;
  errors?: Fault[];
};

/** An error whose message holds nobody's words, and may be logged. */
export class SafeError extends Error {
  override readonly name = "SafeError";
}

const MOST_FRAMES = 10;
const MOST_CAUSES = 4;
const MOST_ERRORS = 3;

/** What a kind of error, a code, Next's digest and an identifier of the database look like; an address or a hash does not. */
const TYPE = /^[A-Z]\w{0,60}$/;
const CODE = /^[A-Z\d_]{2,40}$/;
const DIGEST = /^(?:\d{1,12}(?:@E\d{1,5})?|[A-Z_]{2,40})$/;
const IDENTIFIER = /^[a-z][a-z\d_]{0,62}$/i;
/** What the engine says of our code names variables and properties of it, and no value. */
const OF_CODE =
  /^(?:Cannot (?:read|set) properties of (?:undefined|null)(?: \((?:reading|setting) '[\w$]{1,40}'\))?|[\w$.]{1,80} is not (?:a function|a constructor|defined|iterable)|Maximum call stack size exceeded)$/;
const FRAME =
  /^\s*at (?:async )?(?:new )?(?:[\w$.<>#* [\]]{1,120} \()?((?:file:|node:|webpack|turbopack|\/|[A-Z]:\\|\.)[^\s()]{1,200}|native|<anonymous>)\)?$/;

/** @param error whatever was thrown; of what is no error, only its type is told */
export function faultOf(error: unknown, depth = 0): Fault {
  if (!(error instanceof Error)) return { type: error === null ? "null" : typeof error };
  const said: Partial<Record<string, unknown>> = Object.assign(Object.create(null), error);
  const like = (shape: RegExp, value: unknown) =>
    (typeof value === "string" || typeof value === "number") && shape.test(String(value)) ? String(value) : undefined;
  // A build shortens the names of classes, and with it those of errors that are called by them.
  const type = said.severity && said.routine ? "PostgresError" : (like(TYPE, error.name) ?? "Error");
  const own = /^(?:SafeError|Refusal|Unavailable)$/.test(type) || OF_CODE.test(error.message);
  return present({
    type,
    message: own ? error.message.slice(0, 500) : undefined,
    code: like(CODE, said.code),
    digest: like(DIGEST, said.digest),
    severity: like(IDENTIFIER, said.severity),
    routine: like(IDENTIFIER, said.routine),
    schema: like(IDENTIFIER, said.schema_name),
    table: like(IDENTIFIER, said.table_name),
    column: like(IDENTIFIER, said.column_name),
    constraint: like(IDENTIFIER, said.constraint_name),
    syscall: like(IDENTIFIER, said.syscall),
    stack: framesOf(error),
    cause: error.cause !== undefined && depth < MOST_CAUSES ? faultOf(error.cause, depth + 1) : undefined,
    errors:
      error instanceof AggregateError && depth < MOST_CAUSES
        ? error.errors.slice(0, MOST_ERRORS).map((one) => faultOf(one, depth + 1))
        : undefined,
  });
}

/** The lines of code that an error came through, without its message, which stands before them. */
export function framesOf({ stack, message }: Error): string[] {
  if (typeof stack !== "string") return [];
  const at = message ? stack.indexOf(message) : -1;
  const lines = (at < 0 ? stack : stack.slice(at + message.length)).split("\n");
  return lines
    .filter((line) => FRAME.test(line))
    .slice(0, MOST_FRAMES)
    .map((line) => line.trim());
}

const present = (fault: Fault): Fault =>
  Object.fromEntries(Object.entries(fault).filter(([, value]) => value !== undefined)) as Fault;
