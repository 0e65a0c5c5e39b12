// @ts-check
// The data folder: where it lies, which account may enter it, who holds it, and the secrets kept in it.
// Plain JavaScript, because server.mjs needs it before any TypeScript is compiled.
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";

/** A start that cannot go on. The message is written for the person at the terminal. */
export class Refusal extends Error {
  /** @override */
  name = "Refusal";
}

/**
 * A failure of the file system, below a data folder, in words; anything else as it is.
 * @param {string} wanted
 * @param {unknown} error
 * @returns {unknown}
 */
export function explained(wanted, error) {
  if (!(error instanceof Error && "syscall" in error && "code" in error)) return error;
  return new Refusal(
    `GLOSS_DATA is "${wanted}", where Gloss cannot keep its data (${error.message}). It must be a folder that this user may make and write to.`,
  );
}

/** @typedef {{ uid: number, gid: number }} Account */
/** @typedef {{ path: string, account: Account | null }} Folder `account` is whom PostgreSQL runs as; null: whoever started us. */

/**
 * Opens the data folder, making it when it is absent.
 *
 * PostgreSQL refuses to run as root. Started by root, it runs as an unprivileged account, which must be able to enter
 * the folder. Where it cannot (a folder below /root), the data goes to /var/lib/gloss/<hash of the path> and a file
 * `moved-to` in the wanted folder names that place.
 * @param {string} wanted an absolute path
 * @returns {Folder}
 * @throws {Refusal} when the data is elsewhere and gone, or belongs to an account that we are not
 */
export function openFolder(wanted) {
  const root = process.getuid?.() === 0;
  makeFolder(wanted, root ? 0o711 : 0o700);
  const pointer = `${wanted}/moved-to`;
  if (fs.existsSync(pointer)) {
    if (!root)
      throw new Refusal(`The data in ${wanted} belongs to root. Start Gloss as root, or choose another GLOSS_DATA.`);
    const path = fs.readFileSync(pointer, "utf8").trim();
    if (!fs.existsSync(path)) {
      throw new Refusal(
        `The data of ${wanted} was kept in ${path}, which is gone. Put it back, or remove ${pointer} to begin with an empty database.`,
      );
    }
    return { path, account: accountFor(path) };
  }
  if (!root) return { path: wanted, account: null };

  const account = accountFor(wanted);
  if (mayEnter(account, wanted)) return { path: wanted, account };
  if (fs.existsSync(`${wanted}/cluster`)) {
    throw new Refusal(
      `PostgreSQL runs as user ${account.uid}, who may no longer enter ${wanted}. Allow it (chmod o+x on the folders above).`,
    );
  }
  const path = `/var/lib/gloss/${createHash("sha256").update(fs.realpathSync(wanted)).digest("hex").slice(0, 16)}`;
  makeFolder("/var/lib/gloss", 0o711);
  makeFolder(path, 0o711);
  fs.writeFileSync(pointer, `${path}\n`);
  return { path, account };
}

/**
 * Removes a data folder with everything in it, also what lies where its `moved-to` points.
 * @param {string} wanted
 */
export function removeFolder(wanted) {
  const pointer = `${wanted}/moved-to`;
  if (fs.existsSync(pointer)) fs.rmSync(fs.readFileSync(pointer, "utf8").trim(), { recursive: true, force: true });
  fs.rmSync(wanted, { recursive: true, force: true });
}

/**
 * The process that holds the folder, when it lives.
 * @param {string} path
 * @returns {number | null}
 */
export function holderOf(path) {
  return livingOf(read(`${path}/running`) ?? "");
}

/** Names this process among all that ran or will run on this machine. */
export const nameSelf = () => `${process.pid} ${startTime(process.pid)}\n`;

/**
 * The process that named itself so, when it lives.
 * @param {string} name
 * @returns {number | null}
 */
export function livingOf(name) {
  const [pid, ...since] = name.trim().split(" ");
  return pid && isAlive(Number(pid)) && startTime(Number(pid)) === since.join(" ") ? Number(pid) : null;
}

/**
 * Takes the folder for this process until it ends, or releases it; taking it again in the same process is allowed.
 * A holder that was killed is recognised by its process id *and* start time, so a reused id never blocks a start.
 * @param {string} path
 * @returns {() => void} releases it, if this call took it
 * @throws {Refusal} when another live process holds it
 */
export function holdFolder(path) {
  const lock = `${path}/running`;
  const mine = nameSelf();
  const draft = `${lock}.${process.pid}`;
  fs.writeFileSync(draft, mine);
  try {
    for (let attempt = 0; attempt < 10; attempt++) {
      try {
        // A link appears with its content or not at all; creating and then writing would show an empty file between.
        fs.linkSync(draft, lock);
        const release = () => {
          process.off("exit", release);
          if (read(lock) === mine) fs.rmSync(lock, { force: true });
        };
        process.once("exit", release);
        return release;
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      }
      const held = read(lock);
      if (held === mine) return () => {};
      if (held === null) continue;
      const holder = holderOf(path);
      if (holder) {
        throw new Refusal(
          `Gloss is already running on the data in ${path} (process ${holder}). Stop it first, or set GLOSS_DATA to another folder.`,
        );
      }
      // Move the dead holder's file away and look at what was moved: another start may have replaced it meanwhile.
      const dead = `${draft}.dead`;
      try {
        fs.renameSync(lock, dead);
      } catch {
        continue;
      }
      if (read(dead) !== held) fs.linkSync(dead, lock);
      fs.rmSync(dead, { force: true });
    }
    throw new Refusal(`Several starts are fighting for ${lock}. Try again.`);
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

/**
 * A secret of 32 random bytes, made once and kept in the folder, readable by its owner only.
 * @param {string} path
 * @param {string} name
 */
export function keepSecret(path, name) {
  const file = `${path}/${name}`;
  const kept = readSecret(path, name);
  if (kept) return kept;
  const secret = randomBytes(32).toString("hex");
  const draft = `${file}.${process.pid}`;
  const handle = fs.openSync(draft, "w", 0o600);
  fs.writeSync(handle, `${secret}\n`);
  fs.fsyncSync(handle);
  fs.closeSync(handle);
  fs.renameSync(draft, file);
  return secret;
}

/**
 * The secret that is kept under this name; empty when there is none. One that cannot be read is not one that is missing:
 * another in its place would be worth nothing.
 * @param {string} path
 * @param {string} name
 * @returns {string}
 */
export function readSecret(path, name) {
  try {
    return fs.readFileSync(`${path}/${name}`, "utf8").trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  }
}

/**
 * Whether a process with this id lives (also one of another account).
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * The processes that were started in a folder, and those of which nothing tells where.
 * @param {string} folder
 * @returns {number[]}
 */
export function processesOf(folder) {
  if (!fs.existsSync("/proc/self/cwd"))
    return (spawnSync("ps", ["-A", "-o", "pid="], { encoding: "utf8" }).stdout ?? "")
      .split(/\s+/)
      .map(Number)
      .filter(Boolean);
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return fs.readlinkSync(`/proc/${pid}/cwd`) === folder;
      } catch {
        return true;
      }
    });
}

/**
 * The command line of a process, its arguments separated by spaces; empty when it cannot be read.
 * @param {number} pid
 */
export function commandOf(pid) {
  const proc = read(`/proc/${pid}/cmdline`);
  if (proc !== null) return proc.replaceAll("\0", " ").trim();
  return spawnSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
}

/**
 * When a process began, as an opaque text that no other process with the same id shares.
 * @param {number} pid
 */
function startTime(pid) {
  const stat = read(`/proc/${pid}/stat`);
  // The command in parentheses may hold spaces; the 22nd field counts from behind it.
  if (stat !== null) {
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return `${read("/proc/sys/kernel/random/boot_id")?.trim()} ${ticks}`;
  }
  return (
    spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" })
      .stdout?.trim()
      .replace(/\s+/g, " ") ?? ""
  );
}

/**
 * `mkdir` with `recursive` would give the mode to the parents too and lock them.
 * @param {string} path
 * @param {number} mode
 */
function makeFolder(path, mode) {
  if (fs.existsSync(path)) return;
  fs.mkdirSync(path.replace(/\/[^/]+\/?$/, "") || "/", { recursive: true });
  fs.mkdirSync(path);
  fs.chmodSync(path, mode); // not left to the umask
}

/**
 * Whom PostgreSQL runs as when root starts us: the owner of the existing cluster, else `postgres`, else an account
 * that is made for it, else `nobody`.
 * @param {string} path
 * @returns {Account}
 */
function accountFor(path) {
  const cluster = fs.statSync(`${path}/cluster`, { throwIfNoEntry: false });
  if (cluster && cluster.uid !== 0) return { uid: cluster.uid, gid: cluster.gid };
  const make = ["--system", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", "gloss"];
  const known = find("postgres") ?? find("gloss");
  if (known) return known;
  spawnSync("useradd", make);
  const account = find("gloss") ?? find("nobody");
  if (!account)
    throw new Refusal(
      "PostgreSQL does not run as root, and there is no user postgres, gloss or nobody. Start Gloss as an ordinary user.",
    );
  return account;
}

/**
 * @param {string} name
 * @returns {Account | null}
 */
function find(name) {
  const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, name], { encoding: "utf8" }));
  return uid?.status === 0 && gid?.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null;
}

/**
 * Asked of the system itself, which also knows of access lists and mount options.
 * @param {Account} account
 * @param {string} path
 */
export function mayEnter(account, path) {
  return spawnSync("test", ["-x", path], { ...account, cwd: "/" }).status === 0;
}

/** @param {string} file */
function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EACCES") {
      throw new Refusal(`${file} cannot be read by this user. Start Gloss as the user who owns it.`);
    }
    return null;
  }
}
