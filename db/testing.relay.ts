import { createServer, connect as dial, type Socket } from "node:net";

/** A wire to a database that a test can have hang or cut. */
export type Relay = {
  /** The database's address, through the wire. */
  url: string;
  /** From now on nothing passes, though connections stay and new ones are taken, until `resume`. */
  hang(): void;
  resume(): void;
  /** Nothing more passes on the connections that there are; new ones work. */
  silence(): void;
  /** Cuts the connection on which a client next says this, before or after it reached the database. */
  cutAt(words: string, reached: "before" | "after"): void;
  close(): Promise<void>;
};

export async function relayTo(url: string): Promise<Relay> {
  const target = new URL(url);
  const pairs = new Set<[Socket, Socket]>();
  let hanging = false;
  let cut: { words: string; reached: "before" | "after" } | null = null;
  const server = createServer((client) => {
    const database = dial(Number(target.port), target.hostname);
    const pair: [Socket, Socket] = [client, database];
    pairs.add(pair);
    if (hanging) for (const socket of pair) socket.pause();
    for (const [from, to] of [pair, pair.toReversed()] as [Socket, Socket][]) {
      from.on("error", () => {});
      from.on("close", () => {
        to.destroy();
        pairs.delete(pair);
      });
      from.on("data", (bytes) => {
        if (from === client && cut && bytes.includes(cut.words)) {
          const { reached } = cut;
          cut = null;
          if (reached === "before") return void client.destroy();
          // It answers only once it has done what it was asked.
          database.removeAllListeners("data").once("data", () => client.destroy());
        }
        to.write(bytes);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const through = new URL(url);
  through.port = String(typeof address === "object" && address ? address.port : 0);
  return {
    url: through.href,
    hang() {
      hanging = true;
      for (const pair of pairs) for (const socket of pair) socket.pause();
    },
    resume() {
      hanging = false;
      for (const pair of pairs) for (const socket of pair) socket.resume();
    },
    silence() {
      for (const pair of pairs) for (const socket of pair) socket.removeAllListeners("data");
    },
    cutAt(words, reached) {
      cut = { words, reached };
    },
    async close() {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** How many sessions of the database a pooler's client has, one after the other. */
type Mode = "session" | "transaction";

/**
 * What PgBouncer does for those who speak through it, and no more: it tells each a made-up number of its session, and in
 * transaction mode each transaction may find another session. Each client's sign-in opens a session of the database.
 * @param hold when it gives a promise, what this client said goes on only once that is kept
 */
export async function poolerTo(
  url: string,
  mode: Mode,
  hold: (client: Socket, bytes: Buffer) => Promise<void> | null = () => null,
): Promise<{ url: string; close(): Promise<void> }> {
  const target = new URL(url);
  const idle: Socket[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const own = dial(Number(target.port), target.hostname);
    let signedIn = false;
    let current: Socket | undefined = own;
    const listen = (session: Socket) => {
      let rest = Buffer.alloc(0);
      session.on("data", (bytes: Buffer) => {
        rest = Buffer.concat([rest, bytes]);
        while (rest.length >= 5 && rest.length > rest.readUInt32BE(1)) {
          const message = rest.subarray(0, rest.readUInt32BE(1) + 1);
          rest = rest.subarray(message.length);
          const type = String.fromCharCode(message[0] ?? 0);
          if (type === "K") message.writeUInt32BE(message.readUInt32BE(5) + 1_000_000, 5);
          client.write(message);
          // Between two transactions.
          if (type !== "Z" || message[5] !== "I".charCodeAt(0)) continue;
          signedIn = true;
          if (mode === "session") continue;
          session.removeAllListeners("data");
          idle.push(session);
          current = undefined;
        }
      });
    };
    for (const socket of [client, own]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => sockets.delete(socket));
    }
    listen(own);
    client.on("data", (bytes) => {
      if (!current) {
        current = idle.shift();
        if (current) listen(current);
      }
      const held = hold(client, bytes);
      if (held) void held.then(() => current?.write(bytes));
      else current?.write(bytes);
    });
    client.on("close", () => {
      if (mode === "session" || !signedIn) own.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const through = new URL(url);
  through.port = String(typeof address === "object" && address ? address.port : 0);
  return {
    url: through.href,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
