import { refresh } from "next/cache";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { z } from "zod";
import { viewer as findViewer } from "@/app/auth";
import { isUnavailable } from "@/db/client";
import { noteFailure } from "@/db/disk";
import { isCutOff, log, requestId } from "@/db/log";
import { ownOrigins } from "@/db/settings.mjs";
import { hasTooMany, MOST_NODES } from "@/lib/json/nodes";
import { readJsonSafely, refuseMany } from "@/lib/json/pool";
import { Problem, tooLarge, unauthenticated } from "@/lib/problem";
import type { Account, Viewer } from "@/lib/schemas/user";

/**
 * The only two doors for untrusted input: `endpoint` for the API, `action` for forms. Both find the viewer, check where
 * the request comes from, bound and parse what it carries, run, and turn known failures into answers.
 */

const SESSION_COOKIE = /(?:^|;\s*)(?:__Secure-)?next-auth\.session-token(?:\.\d+)?=/;

/** Throws unless a write that may be borne by a cookie was made by one of our own pages. */
function checkOrigin(sent: Headers) {
  const origin = sent.get("origin");
  if (origin === null ? SESSION_COOKIE.test(sent.get("cookie") ?? "") : !ownOrigins().includes(origin))
    throw new Problem(403, "Not from here", "This request did not come from a page of this site.");
}

const PRIVATE = { "Cache-Control": "private, no-store", Vary: "Accept, Cookie, Authorization" };

/** An answer with a status of its own; `null` has no body. */
export function answer(status: number, body: unknown = null, more: Record<string, string> = {}): Response {
  const head = { ...PRIVATE, ...more };
  return body === null ? new Response(null, { status, headers: head }) : Response.json(body, { status, headers: head });
}

/** The entity tag of a row: its revision. It serves `If-Match` alone. */
export const etag = (row: { revision: number }) => ({ ETag: `"${row.revision}"` });

/** What went wrong as a `Problem`, known or not; unknown ones are logged and say nothing of themselves. */
function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof z.ZodError) {
    const errors: Record<string, string[]> = {};
    for (const issue of error.issues) {
      const field = issue.path.join(".") || "form";
      errors[field] = [...(errors[field] ?? []), issue.message];
    }
    return new Problem(400, "Check what you entered", "Some of what was sent cannot be used.", { errors });
  }
  if (isCutOff(error)) return new Problem(400, "Cut off", "Not all of this arrived. Send it again.");
  noteFailure(error);
  if (isUnavailable(error)) {
    log.error({ err: error }, "the database does not answer");
    return new Problem(
      503,
      "Not available",
      "Gloss cannot reach its storage right now. What you typed is kept; try again in a moment.",
      { headers: { "Retry-After": "5" } },
    );
  }
  log.error({ err: error }, "unexpected failure");
  const id = requestId();
  return new Problem(
    500,
    "Something went wrong",
    `This is our fault, not yours. Try again; if it stays, tell the administrator${id ? ` this number: ${id}` : ""}.`,
  );
}

const problemBody = ({ status, title, detail, more }: Problem) => ({
  type: "about:blank",
  title,
  status,
  detail,
  // The log names it too.
  ...(requestId() && { instance: `urn:uuid:${requestId()}` }),
  ...(more.errors && { errors: more.errors }),
  ...more.extra,
});

function problemAnswer(problem: Problem): Response {
  return new Response(JSON.stringify(problemBody(problem)), {
    status: problem.status,
    headers: { ...PRIVATE, ...problem.more.headers, "Content-Type": "application/problem+json" },
  });
}

type Told = { status: number; body: unknown };
/**
 * Answers what takes a while. To who accepts `application/x-ndjson` in lines: what `run` tells of how far it is, and last
 * `{ status, body }` with the answer or the problem. It runs to its end also when nobody listens any more.
 */
export async function inLines(
  request: Request,
  run: (tell: (line: object) => void) => Promise<Told>,
): Promise<Response> {
  if (!/\bapplication\/x-ndjson\b/i.test(request.headers.get("accept") ?? "")) {
    const { status, body } = await run(() => {});
    return answer(status, body);
  }
  const encoder = new TextEncoder();
  const release = globalThis.glossRequest?.getStore()?.retainBody?.();
  let listening = true;
  const lines = new ReadableStream<Uint8Array>({
    async start(controller) {
      const say = (line: object) => listening && controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      say(
        await run(say).catch((error: unknown): Told => {
          const problem = toProblem(error);
          return { status: problem.status, body: problemBody(problem) };
        }),
      );
      release?.();
      if (listening) controller.close();
    },
    cancel() {
      listening = false;
    },
  });
  // A proxy that compresses would hold the lines back until it has enough of them.
  const head = {
    ...PRIVATE,
    "Cache-Control": "private, no-store, no-transform",
    "Content-Type": "application/x-ndjson",
  };
  return new Response(lines, { headers: head });
}

/** Reads at most `limit` bytes of a body. @throws Problem 413 beyond */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  const refuse = () => tooLarge(`At most ${Math.floor(limit / 1024 / 1024)} MB can be sent at once.`);
  if (Number(request.headers.get("content-length") ?? 0) > limit) refuse();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (const reader = request.body?.getReader(); reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      refuse();
    }
    parts.push(value);
  }
  return Buffer.concat(parts);
}

/** Bytes of a body whose JSON is read here; a larger one is read in a thread. */
const READ_HERE = 256 * 1024;

async function readJson(request: Request, limit: number, who: string): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? ""))
    throw new Problem(415, "Not JSON", "Send this as application/json.");
  const bytes = await readBody(request, limit);
  const value = bytes.length > READ_HERE ? await readJsonSafely(bytes, who) : parsed(bytes);
  if (value === undefined) throw new Problem(400, "Not JSON", "The body is not well-formed JSON in UTF-8.");
  return value;
}

function parsed(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
  return hasTooMany(value) ? refuseMany() : value;
}

/** Runs a handler that is not an `endpoint` (next-auth's own addresses) with the same origin rule and the same answers. */
export async function guarded(request: Request, run: () => Promise<Response>): Promise<Response> {
  try {
    const sent = request.headers.get("origin");
    if (WRITES.has(request.method) && sent !== null) checkOrigin(request.headers);
    return await run();
  } catch (error) {
    unstable_rethrow(error);
    return problemAnswer(toProblem(error));
  }
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
export type Call<V, B, Q, P> = {
  viewer: V;
  body: Parsed<B>;
  query: Parsed<Q>;
  params: Parsed<P>;
  request: Request;
  /** The revision in `If-Match`. @throws Problem 428 when there is none, 412 when it is not one of ours */
  revision: () => number;
};

function ifMatch(request: Request): number {
  const sent = request.headers.get("if-match");
  if (sent === null)
    throw new Problem(428, "Which revision?", 'Send If-Match with the revision you read, as in If-Match: "3".');
  const match = /^"([1-9]\d{0,8})"$/.exec(sent.trim());
  // One tag, in the very signs that it was given in: `"01"` is another one.
  if (!match) throw new Problem(412, "Changed meanwhile", "That is no revision of this.");
  return Number(match[1]);
}

const WRITES = new Set(["POST", "PUT", "PATCH", "DELETE"]);
type Shape<B, Q, P> = { body?: B; query?: Q; params?: P /** Bytes; 1 MB unless given. */; limit?: number };
type Handler = (request: Request, context: { params: Promise<Record<string, string | string[]>> }) => Promise<Response>;

/**
 * A route handler. `run` returns a `Response` (see `answer`) or a value, sent as 200. Without `account: "optional"` a
 * caller who is not signed in gets 401 before anything else is looked at.
 */
export function endpoint<
  B extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  P extends z.ZodType | undefined = undefined,
>(shape: Shape<B, Q, P> & { account: "optional" }, run: (call: Call<Viewer, B, Q, P>) => Promise<unknown>): Handler;
export function endpoint<
  B extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  P extends z.ZodType | undefined = undefined,
>(shape: Shape<B, Q, P>, run: (call: Call<Account, B, Q, P>) => Promise<unknown>): Handler;
export function endpoint(
  shape: Shape<z.ZodType | undefined, z.ZodType | undefined, z.ZodType | undefined> & { account?: "optional" },
  // The overloads above give each caller its own types; here they are all one.
  run: (call: Call<never, undefined, undefined, undefined>) => Promise<unknown>,
): Handler {
  return async (request, context) => {
    // What is done with a body goes on when its sender has left.
    const release = globalThis.glossRequest?.getStore()?.retainBody?.();
    try {
      if (WRITES.has(request.method)) checkOrigin(request.headers);
      const viewer = await findViewer();
      if (!viewer && shape.account !== "optional") unauthenticated();
      // A page that was open when somebody else signed in beside it must not write its reader's words under their name.
      const reader = request.headers.get("gloss-reader");
      if (reader !== null && reader !== viewer?.id) unauthenticated();
      const params = shape.params?.safeParse(await context.params);
      // An id that cannot be one names nothing: the same answer as for one that does not exist.
      if (params && !params.success)
        throw new Problem(404, "Not found", "There is nothing here, or it is not shared with you.");
      const query = shape.query?.parse(Object.fromEntries(new URL(request.url).searchParams));
      const who = viewer?.id ?? request.headers.get("x-gloss-address") ?? "unknown";
      const body = shape.body?.parse(await readJson(request, shape.limit ?? 1024 * 1024, who));
      const call = { viewer, body, query, params: params?.data, request, revision: () => ifMatch(request) };
      const result = await run(call as Parameters<typeof run>[0]);
      return result instanceof Response ? result : answer(200, result ?? null);
    } catch (error) {
      unstable_rethrow(error);
      return problemAnswer(toProblem(error));
    } finally {
      release?.();
    }
  };
}

/** What a form gets back. `values` are the fields as typed (never passwords), so that nothing is lost on a failure. */
export type FormState = {
  status: "idle" | "done" | "failed";
  message?: string;
  errors?: Record<string, string[]>;
  values?: Record<string, string>;
  data?: unknown;
};
export const idle: FormState = { status: "idle" };

/** What a form says, by field: one pass over its entries, however many there are. @throws Problem 413 */
function fields(form: FormData): Record<string, unknown> {
  const all = new Map<string, FormDataEntryValue[]>();
  let entries = 0;
  for (const [name, value] of form.entries()) {
    if (++entries > MOST_NODES) refuseMany();
    if (name.startsWith("$ACTION")) continue;
    const given = all.get(name);
    if (given) given.push(value);
    else all.set(name, [value]);
  }
  return Object.fromEntries(
    [...all].map(([name, given]) => [name, name.endsWith("[]") || given.length > 1 ? given : given[0]]),
  );
}

const kept = (all: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(all).filter((e): e is [string, string] => typeof e[1] === "string" && !/password|token/i.test(e[0])),
  );

/**
 * A server action for `useActionState`. `run` may redirect, or return a value that reaches the form as `data`.
 * A failure comes back as a state with its message, the errors by field and what was typed.
 */
export function action<S extends z.ZodType>(
  schema: S,
  run: (viewer: Account, input: z.output<S>) => Promise<unknown>,
): (state: FormState, form: FormData) => Promise<FormState>;
export function action<S extends z.ZodType>(
  schema: S,
  run: (viewer: Viewer, input: z.output<S>) => Promise<unknown>,
  who: { account: "optional" },
): (state: FormState, form: FormData) => Promise<FormState>;
export function action(
  schema: z.ZodType,
  run: (viewer: never, input: unknown) => Promise<unknown>,
  who?: { account: "optional" },
) {
  return async (_: FormState, form: FormData): Promise<FormState> => {
    let values: Record<string, unknown> = {};
    try {
      values = fields(form);
      checkOrigin(await headers());
      const viewer = await findViewer();
      if (!viewer && !who) unauthenticated();
      const data = await run(viewer as never, schema.parse(values));
      // The page that the form stands on shows what it changed.
      refresh();
      return { status: "done", data };
    } catch (error) {
      unstable_rethrow(error);
      const { detail, more } = toProblem(error);
      const message = error instanceof z.ZodError ? "Look at what is marked below." : detail;
      return { status: "failed", message, errors: more.errors, values: kept(values) };
    }
  };
}
