import { AsyncLocalStorage } from "node:async_hooks";
import postgres, { type Options, type PostgresType, type Sql, type TransactionSql } from "postgres";
import { SafeError } from "@/lib/fault";

/**
 * A pool of connections, each a client of the driver's with one connection, on which one statement or one transaction runs
 * at a time. The driver's own pool hands a statement to a connection that is already gone, waits without end for a server
 * that hangs or refuses, and after a statement that failed in the middle of its rows gives the next one wrong rows. Here:
 *
 * - After a failure, and when it rested, a connection must answer a probe exactly before it is used again.
 * - When one is closed, all that rest are retired: whatever ended it may have ended them. When one is silent, the others
 *   are asked whether they answer.
 * - What was certainly not done because its connection was gone is asked again on another one; with `asksAgain` also a
 *   statement that begins with `select`, although it may have been carried out.
 * - Who waits for an answer or for a connection does so for a limited time, and in a limited queue.
 */

/** Milliseconds, all of them. Tests shorten them. */
export type Limits = {
  /** From asking until the server's next word on a connection; then that connection is given up. */
  answer: number;
  /** The same for a probe. */
  probe: number;
  /** For which a connection that rested is taken for alive without a probe. */
  rest: number;
  /** From connecting until the first statement can be asked. */
  open: number;
  /** In the queue for a connection. */
  wait: number;
  /** For which opening is tried again while there is no connection at all, as while the server restarts. */
  restart: number;
  /** Between two tries to open one. */
  pause: number;
};

/** A statement may take five seconds in the server, which says so itself; only a server that hangs says nothing. */
export const STATEMENT_MS = 5_000;

const LIMITS: Limits = {
  answer: STATEMENT_MS + 2_000,
  probe: 1_500,
  rest: 500,
  open: 5_000,
  wait: 10_000,
  restart: 2_000,
  pause: 200,
};

/** Parts of a limit of time. A process that stands still for longer than one of them spends that one alone. */
const PARTS = 8;

/** Who may wait for a connection at the same time, for each pool. */
const MOST_WAITING = 2_000;
/** Milliseconds that a connection is used for, at least; each some more, lest all end at the same time. */
const LIFETIME_MS = 30 * 60_000;

/** How busy a pool is: connections it may have, has, and has in use, and who waits for one. */
export type PoolFigures = { most: number; open: number; used: number; waiting: number };

/** The database cannot serve just now, though nothing is wrong with what was asked. */
export class Unavailable extends SafeError {
  constructor(
    readonly code: "DATABASE_SILENT" | "DATABASE_BUSY" | "DATABASE_CLOSED",
    message: string,
  ) {
    super(message);
  }
}

export type PoolOptions = {
  /** Connections at the same time. */
  most: number;
  /** What the driver is told of every connection. */
  driver?: Options<Record<string, PostgresType>>;
  /** PostgreSQL's own settings for each session. Not sent as parameters of the start, of which poolers refuse most. */
  settings?: Record<string, string>;
  /** Called with each client before its first use. */
  prepare?: (client: Sql) => void;
  limits?: Partial<Limits>;
  /** Told of each statement that took so many milliseconds or more, by its text: its values are somebody's words. */
  slow?: { ms: number; tell: (statement: string, ms: number) => void };
  /** Whether what reads is asked again when its connection is lost: only where no `select` calls a function that writes. */
  asksAgain?: boolean;
  /** What is known of the server, shared by pools of one. */
  outage?: Outage;
};

/** A server that was just found silent is not tried again at once: who has no connection is refused for the same reason. */
export type Outage = { until: number; reason: Error };
/** Milliseconds for which that holds; longer after a statement, for which the wait was longest and others wait as long. */
const OUTAGE_MS = { opening: 1_000, statement: 3_000 };
export const noOutage = (): Outage => ({ until: 0, reason: closed() });
/** Notes what a new connection came to, or a statement that failed; null: it works. */
export function note(outage: Outage, error: unknown, from: keyof typeof OUTAGE_MS = "opening") {
  const silent = error instanceof Error && /^(DATABASE_SILENT|CONNECT_TIMEOUT|ETIMEDOUT)$/.test(codeOf(error));
  if (error === null) outage.until = 0;
  else if (silent) Object.assign(outage, { until: Date.now() + OUTAGE_MS[from], reason: error });
}

const PROBE = "select 1 as one";

/** Whether a failure means that its connection is gone. */
const isLost = (error: unknown) =>
  /^(CONNECTION_(CLOSED|DESTROYED|ENDED)|ECONNRESET|EPIPE|57P0[1-3])$/.test(codeOf(error));

/** Whether the statement that failed so cannot have been carried out: not all of it left this process. */
const isUnsent = (error: unknown) => /^(EPIPE|CONNECTION_ENDED)$/.test(codeOf(error));

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/** What a server that stops or starts says, or its machine for it. */
const RESTARTS = /^(57P0[1-3]|E[A-Z_]+|(CONNECTION|DATABASE)_CLOSED)$/;

/** What a statement that only reads begins with. Reading twice changes nothing. */
const READS = /^\s*select\b/i;

/** Set for what runs in a transaction that counts. */
const holding = new AsyncLocalStorage<true>();
/**
 * Who holds a connection and waits for another one may wait for others that do the same, and all of them without end. Tests
 * refuse it, however many connections are free: in each transaction for which this says so as it begins.
 */
export const nesting: { isRefused: (() => boolean) | null } = { isRefused: null };
function mayTake() {
  if (holding.getStore()) throw new Error("This is asked outside of the transaction that waits for it.");
}

/** One client of the driver, with one connection. */
class Connection {
  readonly client: Sql;
  readonly until = Date.now() + LIFETIME_MS * (1 + Math.random());
  /** When it was last used. */
  rested = 0;
  /** Whether it has answered once. */
  opened = false;
  /** Why it can no longer be used. */
  ended: Error | null = null;
  /** Whether it was closed by the server, or on the way there: a silent one was not. */
  closed = false;
  #refuse = new Set<(error: Error) => void>();
  #timer: NodeJS.Timeout | undefined;
  #patience = 0;

  /** `known` are the options of a client that has fetched the database's array types, or needs none. */
  constructor(
    url: string,
    options: PoolOptions,
    limits: Limits,
    lost: (connection: Connection) => void,
    known?: Sql["options"],
  ) {
    this.client = postgres(url, {
      onnotice: () => {},
      ...options.driver,
      // A connection lost while the driver fetches them ends the process, by a promise that nothing waits for.
      ...(known && { fetch_types: false }),
      max: 1,
      max_lifetime: 0, // The driver would end it between two of our statements; `until` does it.
      idle_timeout: 0,
      connect_timeout: limits.open / 1000,
      onclose: () => {
        if (this.ended) return;
        const reason = new Unavailable("DATABASE_CLOSED", "The database closed the connection.");
        this.ended = reason;
        this.closed = true;
        // The driver has just failed what it knows of, with more to say about it; that arrives first.
        setImmediate(() => this.#refuseAll(reason));
        if (this.opened) lost(this);
      },
    });
    options.prepare?.(this.client);
    Object.assign(this.client.options.parsers, known?.parsers);
    Object.assign(this.client.options.serializers, known?.serializers);
  }

  /** Waits for `work`, which ends early when the connection does, as it does after `patience` without a word from the server. */
  expect<T>(work: PromiseLike<T>, patience: number): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.ended) return reject(this.ended);
      this.#patience = patience;
      this.#refuse.add(reject);
      this.#watch();
      const settled = () => {
        this.#refuse.delete(reject);
        this.#watch();
      };
      work.then(
        (value) => {
          settled();
          resolve(value);
        },
        (error: unknown) => {
          settled();
          reject(error);
        },
      );
    });
  }

  /** Each answer gives those still waited for on this connection their time anew: they come one after the other. */
  #watch() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#refuse.size === 0 || this.ended) return;
    const silent = () =>
      this.end(
        new Unavailable("DATABASE_SILENT", `The database gave no answer within ${this.#patience / 1000} seconds.`),
      );
    // In parts, one after the other: what this process was too busy to read is read between two of them.
    let left = PARTS;
    const wait = () => {
      this.#timer = setTimeout(() => (--left > 0 ? wait() : silent()), this.#patience / PARTS);
    };
    wait();
  }

  /** Whether it answers exactly what is asked. A wrong answer may be that of the statement before; a second one is not. */
  async answers(patience: number): Promise<boolean> {
    for (let tries = 1; tries <= 2 && !this.ended; tries++) {
      try {
        const rows = await this.expect(this.client.unsafe(PROBE), patience);
        if (rows.length === 1 && rows[0]?.one === 1) return true;
      } catch (error) {
        this.closed ||= isLost(error);
        return false;
      }
    }
    return false;
  }

  /** Gives it up, and with it all that waits for it. */
  end(reason: Error) {
    if (this.ended) return;
    this.ended = reason;
    this.#refuseAll(reason);
    // At once: what would have to be waited for has just been refused.
    this.client.end({ timeout: 0 }).catch(() => {});
  }

  #refuseAll(reason: Error) {
    clearTimeout(this.#timer);
    for (const refuse of this.#refuse) refuse(reason);
    this.#refuse.clear();
  }
}

type Waiting = { give: (connection: Connection) => void; refuse: (error: Error) => void; timer: NodeJS.Timeout };

export class Pool {
  /** A client to hand to drizzle, and to ask in the driver's ways: `` sql`…` ``, `unsafe`, `begin`, and `listen` beside the pool. */
  readonly sql: Sql;
  readonly #model: Sql;
  #most: number;
  readonly #limits: Limits;
  readonly #outage: Outage;
  readonly #all = new Set<Connection>();
  readonly #resting: Connection[] = [];
  readonly #waiting = new Set<Waiting>();
  /** How many are being opened or probed, each for somebody who waits. */
  #coming = 0;
  #pausing: NodeJS.Timeout | undefined;
  /** Since when there has been no connection at all although one was wanted; null while there is one. */
  #downSince: number | null = null;
  /** What the first connection learned of the database's types; until then it is opened alone. */
  #known: Sql["options"] | undefined;
  #emptied: (() => void) | null = null;
  #ended = false;
  /** Called when the server grants no connection at all: another pool of this process may hold all it grants. */
  starved: (() => void) | null = null;

  constructor(
    readonly url: string,
    readonly options: PoolOptions,
  ) {
    this.#limits = { ...LIMITS, ...options.limits };
    this.#most = options.most;
    this.#outage = options.outage ?? noOutage();
    // It asks nothing itself: it knows types and options, builds parts of statements, and listens on a connection of its own.
    this.#model = postgres(url, {
      onnotice: () => {},
      ...options.driver,
      max: 1,
      connect_timeout: this.#limits.open / 1000,
    });
    options.prepare?.(this.#model);
    this.sql = this.#facade(this.#model);
  }

  figures(): PoolFigures {
    const open = [...this.#all].filter(({ opened }) => opened).length;
    return { most: this.#most, open, used: open - this.#resting.length, waiting: this.#waiting.size };
  }

  /** Ends connections that rest, and has those in use end when they are given back, until there are no more than this. */
  limit(most: number) {
    this.#most = Math.max(1, Math.min(most, this.options.most));
    for (const connection of [...this.#resting]) {
      if (this.#all.size <= this.#most) break;
      this.#retire(connection);
    }
    this.#serve();
  }

  /**
   * Has every connection that rests answer, and waits for that so many milliseconds. One that has not answered by then is
   * handed to nobody before it has, and is given up after the time of any other probe: a server that is slow for a moment
   * loses no connection, and none of the plans that it keeps for it.
   */
  async probe(patience: number): Promise<void> {
    const resting = this.#resting.splice(0);
    const silent = new Set(resting);
    // Whoever asks meanwhile waits for one of them rather than for a new one.
    this.#coming += silent.size;
    const asked = resting.map(async (connection) => {
      const well = await connection.answers(this.#limits.probe);
      if (silent.delete(connection)) this.#coming--;
      if (well) this.#offer(connection);
      else this.#forgo(connection);
      this.#serve();
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patience);
    });
    await Promise.race([Promise.all(asked), late]);
    clearTimeout(timer);
    this.#coming -= silent.size;
    silent.clear();
    this.#serve();
  }

  /** Lets what runs finish for so many milliseconds, then ends every connection. Nothing new begins. */
  async end(patience: number): Promise<void> {
    this.#ended = true;
    this.#refuse(closed());
    clearTimeout(this.#pausing);
    if (this.#all.size > this.#resting.length) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patience);
        this.#emptied = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    const all = [...this.#all];
    this.#all.clear();
    await Promise.all(
      all.filter(({ ended }) => !ended).map(({ client }) => client.end({ timeout: 1 }).catch(() => {})),
    );
    await this.#model.end({ timeout: 1 }).catch(() => {});
  }

  // ---- asking ----------------------------------------------------------------------------------------------------

  async #ask<T>(run: (on: Sql) => PromiseLike<T>, text: string): Promise<T> {
    mayTake();
    for (let tries = 1; ; tries++) {
      const connection = await this.#take();
      try {
        const answer = await this.#timed(text, connection.expect(run(connection.client), this.#limits.answer));
        this.#give(connection, true);
        return answer;
      } catch (error) {
        note(this.#outage, error, "statement");
        this.#give(connection, false);
        if (tries === 2 || !(isUnsent(error) || (isLost(error) && this.options.asksAgain && READS.test(text))))
          throw error;
      }
    }
  }

  /** Waits for an answer, and tells of one that was long in coming. The wait for a connection is no statement's doing. */
  async #timed<T>(text: string, answer: Promise<T>): Promise<T> {
    const { slow } = this.options;
    if (!slow) return answer;
    const began = performance.now();
    try {
      return await answer;
    } finally {
      const ms = performance.now() - began;
      if (ms >= slow.ms) slow.tell(text, Math.round(ms));
    }
  }

  async #transact(options: string, run: (tx: TransactionSql) => unknown): Promise<unknown> {
    mayTake();
    const counts = nesting.isRefused?.();
    for (let tries = 1; ; tries++) {
      const connection = await this.#take();
      let begun = false;
      const body = (tx: TransactionSql) => {
        begun = true;
        return counts ? holding.run(true, () => run(tx)) : run(tx);
      };
      try {
        const result = await this.#within(connection, body, (guarded) => connection.client.begin(options, guarded));
        this.#give(connection, true);
        return result;
      } catch (error) {
        note(this.#outage, error, "statement");
        this.#give(connection, false);
        // Nothing of it was asked yet but for its beginning, which changes nothing.
        if (begun || tries === 2 || !isLost(error)) throw error;
      }
    }
  }

  /**
   * Runs `run` between the statements that the driver puts around it, each of which is waited for as any other. While `run`
   * works there is nothing to wait for.
   */
  async #within(
    connection: Connection,
    run: (tx: TransactionSql) => unknown,
    around: (guarded: (tx: TransactionSql) => Promise<unknown>) => Promise<unknown>,
  ): Promise<unknown> {
    const { answer } = this.#limits;
    return new Promise((resolve, reject) => {
      const waitFor = () => {
        let done = () => {};
        connection
          .expect(
            new Promise<void>((settle) => {
              done = settle;
            }),
            answer,
          )
          .catch(reject);
        return done;
      };
      let answered = waitFor();
      const guarded = async (tx: TransactionSql) => {
        answered();
        const work = connection.ended
          ? Promise.reject(connection.ended)
          : runs(() => run(this.#guarded(tx, connection)));
        const failure = await work.then(
          () => null,
          (error: unknown) => ({ error }),
        );
        // The driver would write its rollback to a socket that is gone, outside of any promise, which ends the process.
        if (connection.ended || (failure && isLost(failure.error))) {
          reject(failure?.error ?? connection.ended);
          return new Promise(() => {});
        }
        answered = waitFor();
        return work;
      };
      around(guarded)
        .then(resolve, reject)
        .finally(() => answered());
    });
  }

  /** A transaction's client whose statements are waited for as any other. */
  #guarded(tx: TransactionSql, connection: Connection): TransactionSql {
    const { answer } = this.#limits;
    return new Proxy(tx, {
      apply: (target, self, args: unknown[]) => {
        const [template] = args;
        if (!isTemplate(template)) return Reflect.apply(target, self, args);
        const text = textOf(template);
        return new Asked(
          (rows) =>
            this.#timed(
              text,
              connection.expect(shaped(Reflect.apply(target, self, built(target, args)), rows), answer),
            ),
          args,
        );
      },
      get: (target, key) => {
        if (key === "unsafe")
          return (...args: Parameters<Sql["unsafe"]>) =>
            new Asked((rows) => this.#timed(args[0], connection.expect(shaped(target.unsafe(...args), rows), answer)));
        if (key === "savepoint")
          return (...args: unknown[]) => {
            const run = args.at(-1) as (tx: TransactionSql) => unknown;
            const name = args.length > 1 ? String(args[0]) : null;
            return this.#within(connection, run, (guarded) =>
              name === null ? target.savepoint(guarded) : target.savepoint(name, guarded),
            );
          };
        const value: unknown = Reflect.get(target, key);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }

  #facade(model: Sql): Sql {
    return new Proxy(model, {
      apply: (target, self, args: unknown[]) => {
        const [template] = args;
        if (!isTemplate(template)) return Reflect.apply(target, self, args);
        return new Asked(
          (rows) => this.#ask((on) => shaped(Reflect.apply(on, undefined, built(on, args)), rows), textOf(template)),
          args,
        );
      },
      get: (target, key) => {
        if (key === "unsafe")
          return (...args: Parameters<Sql["unsafe"]>) =>
            new Asked((rows) => this.#ask((on) => shaped(on.unsafe(...args), rows), args[0]));
        if (key === "begin")
          return (...args: unknown[]) => {
            const run = args.at(-1) as (tx: TransactionSql) => unknown;
            return this.#transact(args.length > 1 ? String(args[0]) : "", run);
          };
        if (key === "end") return ({ timeout = 5 } = {}) => this.end(timeout * 1000);
        const value: unknown = Reflect.get(target, key);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }

  // ---- connections -----------------------------------------------------------------------------------------------

  #take(): Promise<Connection> {
    if (this.#ended) return Promise.reject(closed());
    if (this.#waiting.size >= MOST_WAITING)
      return Promise.reject(
        new Unavailable("DATABASE_BUSY", `${MOST_WAITING} already wait for one of ${this.#most} database connections.`),
      );
    return new Promise((give, refuse) => {
      const late = () =>
        this.#leave(waiting).refuse(
          new Unavailable(
            "DATABASE_BUSY",
            `None of ${this.#most} database connections was free within ${this.#limits.wait / 1000} seconds.`,
          ),
        );
      const waiting: Waiting = { give, refuse, timer: setTimeout(late, this.#limits.wait) };
      this.#waiting.add(waiting);
      this.#serve();
    });
  }

  #leave(waiting: Waiting): Waiting {
    clearTimeout(waiting.timer);
    this.#waiting.delete(waiting);
    return waiting;
  }

  /** Finds a connection for each who waits, as far as there may be one. */
  #serve() {
    while (this.#waiting.size > this.#coming) {
      // The one that was used last: its plans are warm, and others can be let go.
      const connection = this.#resting.pop();
      if (connection) {
        if (connection.until < Date.now() || this.#all.size > this.#most) this.#retire(connection);
        else if (connection.rested + this.#limits.rest > Date.now()) this.#offer(connection);
        else void this.#check(connection);
      } else if (this.#all.size === 0 && this.#outage.until > Date.now()) this.#refuse(this.#outage.reason);
      else if (this.#all.size < this.#most && !this.#pausing && (this.#known || this.#coming === 0)) void this.#open();
      else return;
    }
  }

  #offer(connection: Connection) {
    if (connection.ended) return this.#retire(connection);
    const [first] = this.#waiting;
    if (first) return this.#leave(first).give(connection);
    connection.rested = Date.now();
    this.#resting.push(connection);
    if (this.#all.size === this.#resting.length) this.#emptied?.();
  }

  /** Takes back what `#take` gave. After a failure it is not known what the next answer would hold. */
  #give(connection: Connection, well: boolean) {
    if (connection.ended || this.#all.size > this.#most || connection.until < Date.now() || this.#ended) {
      this.#retire(connection);
      this.#serve();
    } else if (well) {
      connection.rested = Date.now();
      this.#offer(connection);
    } else void this.#check(connection);
  }

  async #check(connection: Connection) {
    this.#coming++;
    const well = await connection.answers(this.#limits.probe);
    this.#coming--;
    if (well) this.#offer(connection);
    else {
      this.#forgo(connection);
      // Those that rest may be silent too: they are found out together, and nobody waits for them meanwhile.
      if (connection.ended) void this.probe(0);
    }
    this.#serve();
  }

  async #open() {
    this.#coming++;
    const connection = new Connection(this.url, this.options, this.#limits, (lost) => this.#lose(lost), this.#known);
    this.#all.add(connection);
    try {
      const settings = Object.entries(this.options.settings ?? {});
      const list = settings.map((_, i) => `set_config($${2 * i + 1}, $${2 * i + 2}, false)`).join(", ");
      const first = connection.client.unsafe(`select ${list || 1}`, settings.flat(), { prepare: false });
      await connection.expect(first, this.#limits.open);
      connection.opened = true;
      note(this.#outage, null);
      this.#known ??= connection.client.options;
      this.#coming--;
      this.#downSince = null;
      this.#offer(connection);
    } catch (error) {
      this.#coming--;
      this.#retire(connection);
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    }
    this.#serve();
  }

  /** After one could not be opened: who waits goes on waiting for those that there are, or for a server that restarts. */
  #fail(error: Error) {
    if (this.#ended) return;
    note(this.#outage, error);
    const pause = () => {
      this.#pausing ??= setTimeout(() => {
        this.#pausing = undefined;
        this.#serve();
      }, this.#limits.pause).unref();
    };
    if (this.#all.size > 0) return pause();
    // The server answers, and grants no connection now: that ends by others' giving one back.
    if (codeOf(error) === "53300") {
      this.starved?.();
      return pause();
    }
    this.#downSince ??= Date.now();
    if (RESTARTS.test(codeOf(error)) && Date.now() - this.#downSince < this.#limits.restart) return pause();
    this.#refuse(error);
  }

  #refuse(error: Error) {
    for (const waiting of [...this.#waiting]) this.#leave(waiting).refuse(error);
  }

  /** One is gone: whatever ended it may have ended those that rest. */
  #lose(connection: Connection) {
    this.#retire(connection);
    for (const resting of [...this.#resting]) this.#retire(resting);
    this.#serve();
  }

  /** One gave no right answer to a probe. Of the others that says nothing, unless it was closed. */
  #forgo(connection: Connection) {
    if (connection.closed) this.#lose(connection);
    else this.#retire(connection);
  }

  #retire(connection: Connection) {
    this.#all.delete(connection);
    const at = this.#resting.indexOf(connection);
    if (at >= 0) this.#resting.splice(at, 1);
    connection.end(closed());
    if (this.#all.size === this.#resting.length) this.#emptied?.();
  }
}

/**
 * Asks one thing on a new connection, which must be granted and must answer in so many milliseconds.
 * @param text one or more statements, without values
 * @throws Error what the server or the driver says
 */
export async function reach(
  url: string,
  driver: PoolOptions["driver"],
  patience: number,
  text: string = PROBE,
): Promise<void> {
  const options = { most: 1, driver: { ...driver, fetch_types: false } };
  const connection = new Connection(url, options, { ...LIMITS, open: patience }, () => {});
  try {
    await connection.expect(connection.client.unsafe(text), patience);
  } finally {
    connection.end(closed());
  }
}

const closed = () => new Unavailable("DATABASE_CLOSED", "The connection to the database was closed.");

/** A statement's text, with a sign for each of its values. */
const textOf = (template: readonly string[]) => template.join("$");

const isTemplate = (value: unknown): value is TemplateStringsArray => Array.isArray(value) && "raw" in value;

const runs = async <T>(run: () => T | PromiseLike<T>): Promise<T> => run();

type Shape = "objects" | "values";
type Pending = ReturnType<Sql["unsafe"]>;
const shaped = (query: Pending, shape: Shape): PromiseLike<unknown> => (shape === "values" ? query.values() : query);

/** A template's arguments, where templates that stand in it are the driver's own again, which joins them into one statement. */
const built = (on: Sql | TransactionSql, args: readonly unknown[]): unknown[] =>
  args.map((arg) =>
    arg instanceof Asked && arg.template ? Reflect.apply(on, undefined, built(on, arg.template)) : arg,
  );

/** A statement that is asked when it is waited for, as the driver's own. */
class Asked implements PromiseLike<unknown> {
  #answer: Promise<unknown> | undefined;
  #shape: Shape = "objects";
  /** @param template what a tagged template was called with, for one that stands within another */
  constructor(
    private readonly ask: (shape: Shape) => Promise<unknown>,
    readonly template: readonly unknown[] | null = null,
  ) {}

  /** Rows as arrays. */
  values(): this {
    this.#shape = "values";
    return this;
  }
  execute(): Promise<unknown> {
    this.#answer ??= this.ask(this.#shape);
    return this.#answer;
  }
  // biome-ignore lint/suspicious/noThenProperty: what awaits it asks it.
  then<A, B>(
    done?: ((rows: unknown) => A | PromiseLike<A>) | null,
    failed?: ((e: unknown) => B | PromiseLike<B>) | null,
  ) {
    return this.execute().then(done, failed);
  }
  catch<B>(failed: (error: unknown) => B | PromiseLike<B>) {
    return this.execute().catch(failed);
  }
  finally(done: () => void) {
    return this.execute().finally(done);
  }
}
