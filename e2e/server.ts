import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, createWriteStream, mkdirSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { removeFolder } from "../db/folder.mjs";

/** A Gloss of the tests' own: the production build on a free port, with its data in a temporary folder. */
export type Server = {
  url: string;
  /** The data folder that it was given. */
  data: string;
  /** Everything it has printed so far. */
  output(): string;
  /** The process as it runs now. */
  readonly pid: number | undefined;
  /** Sends a signal to the process, as a terminal or an operator would. */
  signal(name: NodeJS.Signals): void;
  /** The exit code, once it has ended; null when a signal ended it. */
  ended: Promise<number | null>;
  /** Starts it again on the same data and port, after it has ended. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
};

/**
 * @param settings environment variables; every setting of the person who runs the tests is left out
 * @throws Error with all that it printed, when it ends instead of serving
 */
export async function serve(settings: Record<string, string> = {}): Promise<Server> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const folder = mkdtempSync(`${tmpdir()}/gloss-e2e-`);
  chmodSync(folder, 0o711); // PostgreSQL's unprivileged account must be able to enter
  const kept = Object.entries(process.env).filter(([name]) => /^(PATH|HOME|TMPDIR|LANG|LC_\w+|TZ|USER)$/.test(name));
  const env = {
    ...Object.fromEntries(kept),
    NODE_ENV: "production" as const,
    PORT: String(port),
    GLOSS_URL: url,
    GLOSS_DATA: `${folder}/data`,
    GLOSS_ENV_FILE: "off",
    // A story's beginning is written as fast as it can be, by one person.
    GLOSS_PACE: "off",
    ...settings,
  };
  mkdirSync("e2e/.out", { recursive: true });
  const log = createWriteStream(`e2e/.out/server-${port}.log`);
  let output = "";
  let child: ChildProcess;
  let ended: Promise<number | null>;

  async function start() {
    child = spawn(process.execPath, ["server.mjs"], { env, stdio: ["ignore", "pipe", "pipe"] });
    const from = output.length;
    const ready = new Promise<void>((resolve) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding("utf8").on("data", (chunk: string) => {
          output += chunk;
          log.write(chunk);
          if (output.includes("Gloss is ready", from)) resolve();
        });
      }
    });
    ended = new Promise((resolve) => child.once("exit", resolve));
    await Promise.race([
      ready,
      ended.then((code) => {
        throw new Error(`The server ended (${code}) before it was ready:\n${output.slice(from)}`);
      }),
    ]);
  }
  const clean = () => {
    log.end();
    removeFolder(`${folder}/data`);
    removeFolder(folder);
  };
  await start().catch((error: unknown) => {
    clean();
    throw error;
  });

  return {
    url,
    data: `${folder}/data`,
    output: () => output,
    get pid() {
      return child.pid;
    },
    signal: (name) => void child.kill(name),
    get ended() {
      return ended;
    },
    restart: start,
    async stop() {
      child.kill("SIGTERM");
      await ended;
      clean();
    },
  };
}

function freePort() {
  return new Promise<number>((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
