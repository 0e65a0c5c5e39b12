import { once } from "node:events";
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { admitBody, Bodies, LARGEST_BODY, SMALL_BODY } from "./bodies";
import { IMPORT_BYTES } from "./schemas/article";
import { ROSTER_BYTES } from "./schemas/roster";

const opened: { close: () => void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

const BUDGET = { small: 2 * SMALL_BODY, large: 3 * LARGEST_BODY, address: 2 * LARGEST_BODY };

/** A server that counts by this budget, and leaves to `answer` what was admitted. */
async function serve(
  all: Bodies,
  answer: (request: IncomingMessage, response: ServerResponse, admitted: { retain: () => () => void }) => void,
) {
  const server = createServer((request, response) => {
    const admitted = admitBody(request, response, all);
    if (admitted) answer(request, response, admitted);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  opened.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const { port } = server.address() as AddressInfo;
  /** A request that declares this much and sends nothing of it yet. */
  return (headers: Record<string, string>, path = "/api/v1/articles") => {
    const sending = ask({ port, path, method: "POST", headers });
    sending.on("error", () => {});
    sending.flushHeaders();
    return sending;
  };
}

const answered = async (sending: ReturnType<typeof ask>) => {
  const [got] = (await once(sending, "response")) as [IncomingMessage];
  got.resume();
  return got;
};

test("what is held at once has an end, for all and for one address, and small bodies have room of their own", () => {
  const all = new Bodies(BUDGET);
  const one = all.hold(LARGEST_BODY, "a");
  expect(one).not.toBeNull();
  expect(all.hold(LARGEST_BODY, "a")).not.toBeNull();
  expect(all.hold(LARGEST_BODY, "a")).toBeNull();
  expect(all.hold(LARGEST_BODY, "b")).not.toBeNull();
  expect(all.hold(LARGEST_BODY, "c")).toBeNull();
  expect(all.hold(SMALL_BODY, "c")).not.toBeNull();
  expect(all.hold(SMALL_BODY, "c")).not.toBeNull();
  expect(all.hold(1, "c")).toBeNull();
  one?.();
  one?.();
  expect(all.hold(LARGEST_BODY, "c")).not.toBeNull();
  expect(all.hold(LARGEST_BODY, "c")).toBeNull();
});

test("no endpoint takes more than is counted for a body without a length", () => {
  expect(LARGEST_BODY).toBeGreaterThanOrEqual(Math.max(IMPORT_BYTES, 2 * ROSTER_BYTES));
});

test("a body for which there is no room is answered with 503 before it is read, until one of the others is done", async () => {
  const all = new Bodies(BUDGET);
  const waiting: ServerResponse[] = [];
  const send = await serve(all, (request, response) => {
    request.resume();
    waiting.push(response);
  });
  const first = send({ "content-length": String(LARGEST_BODY) });
  send({ "transfer-encoding": "chunked" });
  await expect.poll(() => waiting.length).toBe(2);
  const refused = await answered(send({ "content-length": String(SMALL_BODY + 1) }));
  expect(refused.statusCode).toBe(503);
  expect(refused.headers["retry-after"]).toBe("5");
  expect(refused.headers["content-type"]).toBe("application/problem+json");
  // What people write still gets through.
  send({ "content-length": "100" });
  await expect.poll(() => waiting.length).toBe(3);
  // Who leaves in the middle is counted no more.
  first.destroy();
  await expect.poll(() => all.held).toBe(LARGEST_BODY + 100);
  send({ "content-length": String(SMALL_BODY + 1) });
  await expect.poll(() => waiting.length).toBe(4);
});

test("a body that is still worked on counts when its sender has left", async () => {
  const all = new Bodies(BUDGET);
  let done: (() => void) | undefined;
  const send = await serve(all, (request, response, { retain }) => {
    done = retain();
    request.resume().on("error", () => {});
    response.once("close", () => (left = true));
  });
  let left = false;
  const sending = send({ "content-length": "100" });
  await expect.poll(() => all.held).toBe(100);
  sending.destroy();
  await expect.poll(() => left).toBe(true);
  expect(all.held).toBe(100);
  done?.();
  expect(all.held).toBe(0);
});

test("a body that is too large for every endpoint is left to them to refuse", async () => {
  const all = new Bodies(BUDGET);
  const send = await serve(all, (_, response) => response.writeHead(413).end());
  expect((await answered(send({ "content-length": String(10 * LARGEST_BODY) }))).statusCode).toBe(413);
});
