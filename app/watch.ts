import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "@/db/log";
import { admitBody } from "@/lib/bodies";
import { metrics } from "@/lib/metrics";
import { compileRoutes } from "@/lib/route-pattern";

/**
 * One line of the log, and one count, for each request: its id, method, the pattern of its route, status and milliseconds.
 * No person's address and nothing of the path or the query that a person or their data is named by.
 */

/** What nginx writes for a client that left before the answer began. */
const LEFT = 499;
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

const routeOf = compileRoutes(readdirSync(`${process.cwd()}/app`, { recursive: true, encoding: "utf8" }));

/**
 * Runs `answer` as the answering of this request: what is logged meanwhile has its id, which the answer names in
 * `X-Request-Id`, and for the page itself in `Server-Timing`, which is what a script may read of its own page's answer.
 * A body for which there is no room is answered here.
 */
export function watch(request: IncomingMessage, response: ServerResponse, answer: () => void): void {
  const id = randomUUID();
  const began = performance.now();
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  response.setHeader("X-Request-Id", id);
  if (!path.startsWith("/api/")) response.setHeader("Server-Timing", `request;desc="${id}"`);
  response.once("close", () => {
    const ms = Math.round(performance.now() - began);
    const method = METHODS.has(request.method ?? "") ? (request.method ?? "") : "OTHER";
    const route = routeOf(path);
    const status = response.headersSent ? response.statusCode : LEFT;
    const streams = String(response.getHeader("content-type") ?? "").startsWith("text/event-stream");
    log.info({ request: id, method, route, status, ms, ...(!response.writableFinished && { cut: true }) }, "request");
    const { requests, seconds } = metrics();
    requests.inc({ method, route, status });
    if (!streams) seconds.observe({ route }, ms / 1000);
  });
  // Asked when something fails: a request that ended before all of it was sent fails by that, whatever else it says.
  const isCutOff = () => request.destroyed && !request.complete;
  const body = admitBody(request, response);
  if (!body) return;
  if (globalThis.glossRequest) globalThis.glossRequest.run({ id, isCutOff, retainBody: body.retain }, answer);
  else answer();
}
