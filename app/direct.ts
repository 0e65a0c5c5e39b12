import type { IncomingMessage, ServerResponse } from "node:http";
import * as notes from "./api/v1/articles/[id]/annotations/route";
import * as events from "./api/v1/events/route";
import { asking } from "./asking";

/**
 * What three hundred readers ask for several times a second: the stream of what happens, and the notes that it names. The
 * same endpoints as Next would call, without Next around them: its way to a route was four fifths of what such an answer
 * cost, and three times the memory of an open stream.
 */
type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
const ROUTES: readonly { path: RegExp; answer: Handler }[] = [
  { path: /^\/api\/v1\/events(?=\?|$)/, answer: events.GET },
  { path: /^\/api\/v1\/articles\/(?<id>[\w-]+)\/annotations(?=\?|$)/, answer: notes.GET },
];

/** Answers the request if it is one of these. @returns whether it was */
export function direct(asked: IncomingMessage, response: ServerResponse): boolean {
  if (asked.method !== "GET" || !asked.url) return false;
  for (const { path, answer } of ROUTES) {
    const found = path.exec(asked.url);
    if (!found) continue;
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const request = new Request(`http://localhost${asked.url}`, { headers: headersOf(asked), signal: gone.signal });
    asking
      .run(request, () => answer(request, { params: Promise.resolve({ ...found.groups }) }))
      .then((answered) => send(answered, response))
      .catch(() => response.destroy());
    return true;
  }
  return false;
}

function headersOf({ headers }: IncomingMessage): Headers {
  const given = new Headers();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) given.set(name, Array.isArray(value) ? value.join(", ") : value);
  return given;
}

async function send(answered: Response, response: ServerResponse): Promise<void> {
  answered.headers.forEach((value, name) => void response.setHeader(name, value));
  response.statusCode = answered.status;
  const streams = answered.headers.get("content-type")?.startsWith("text/event-stream");
  if (!streams) return void response.end(Buffer.from(await answered.arrayBuffer()));
  response.flushHeaders();
  const reader = answered.body!.getReader();
  const gone = new Promise<void>((resolve) => void response.once("close", resolve));
  void gone.then(() => reader.cancel().catch(() => {}));
  for (let next = await reader.read(); !next.done; next = await reader.read())
    // A reader who does not read holds up their own stream: what waits for them is counted where it is told.
    if (!response.write(next.value))
      await Promise.race([gone, new Promise((drained) => response.once("drain", drained))]);
  response.end();
}
