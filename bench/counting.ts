import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/**
 * A way to a PostgreSQL on this machine that counts what is asked of it: each Execute of the extended protocol and each simple
 * Query. What a server does by itself is counted as well, and can only add: the least of several loads is a page's own.
 */
export type Counting = { url: string /** Since this was asked last. */; asked(): number; stop(): Promise<void> };

export async function counting(url: string): Promise<Counting> {
  const at = new URL(url);
  const to = { host: at.hostname, port: Number(at.port) };
  const open = new Set<Socket>();
  let count = 0;
  const server = createServer((client) => {
    const database = connect(to);
    const messages = reader((type) => {
      if (type === "E" || type === "Q") count += 1;
    });
    client.on("data", messages);
    client.pipe(database).pipe(client);
    for (const [one, other] of [
      [client, database],
      [database, client],
    ] as const) {
      open.add(one);
      one.setNoDelay(true);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  at.hostname = "127.0.0.1";
  at.port = String((server.address() as AddressInfo).port);
  return {
    url: at.href,
    asked() {
      const since = count;
      count = 0;
      return since;
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Hears the type of each message that a client sends. The first has none: a length and then what it begins with. */
function reader(hear: (type: string) => void) {
  let begun = false;
  let rest: Buffer = Buffer.alloc(0);
  return (chunk: Buffer) => {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (;;) {
      const head = begun ? 1 : 0;
      if (rest.length < head + 4) return;
      const length = head + rest.readUInt32BE(head);
      if (rest.length < length) return;
      if (begun) hear(String.fromCharCode(rest[0]!));
      begun = true;
      rest = rest.subarray(length);
    }
  };
}
