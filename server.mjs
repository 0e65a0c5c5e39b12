// @ts-check
// Starts Gloss: settings, build when needed, HTTP, signals. Plain JavaScript, so that Node alone can run it.
//   node server.mjs          build when the sources changed, then serve in production mode
//   node server.mjs --dev    serve the sources as they are edited
//   node server.mjs --build  build when the sources changed
//   node server.mjs --admin  what an operator does from a shell: see db/admin.ts
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { createServer } from "node:http";
import { Server } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const began = Date.now();
// Once Gloss runs, what is printed by `console` goes through the log: see db/log.ts.
const { log: say, error: complain } = { ...console };
const root = path.dirname(fileURLToPath(import.meta.url));
const [mode] = process.argv.splice(2, /^--(dev|build|admin)$/.test(process.argv[2] ?? "") ? 1 : 0);
const dev = mode === "--dev";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19))
  refuse(`Gloss needs Node 20.19 or later; this is ${process.versions.node}.`);
if (!fs.existsSync(`${root}/node_modules/next`)) refuse("The packages are not installed. Run npm ci first.");

const { explained, holdFolder, keepSecret, openFolder } = await import("./db/folder.mjs");
const { checkSettings, loadSettings, setting, siteUrl } = await import("./db/settings.mjs");
const { findElsewhere, makeBuild, makePrograms, occupy, removeOldBuilds } = await import("./build.mjs");

// Aborted by the first signal. Open event streams listen to it through `globalThis.glossStopping` and end themselves.
const stopping = new AbortController();
globalThis.glossStopping = stopping.signal;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  if (mode === "--admin") break;
  process.on(signal, () => {
    if (stopping.signal.aborted) process.exit(130);
    say("Stopping.");
    stopping.abort();
  });
}

/** Whether a stopping process no longer keeps idle connections for a proxy. */
let drained = false;

process.chdir(root);
Object.assign(process.env, { NODE_ENV: dev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" });
/**
 * Ends the start with a message for the person at the terminal.
 * @param {string} message
 * @returns {never}
 */
function refuse(message) {
  complain(`\n${message}\n`);
  process.exit(1);
}

/** Runs `db/admin.ts` on the rest of the arguments. */
async function runAdmin() {
  let build = await makePrograms();
  while (!occupy(build, "programs")) build = await makePrograms();
  globalThis.glossPrograms = `${root}/${build.folder}/programs`;
  await import(`${globalThis.glossPrograms}/admin.mjs`);
}

// ---- settings --------------------------------------------------------------------------------------------------

/** Reads and checks the settings and derives the ones that libraries read themselves. */
function readSettings() {
  loadSettings();
  for (const line of checkSettings({ secretNeeded: !dev })) console.warn(line);
  const { env } = process;
  if (!setting("DATABASE_URL")) {
    try {
      const folder = openFolder(setting("GLOSS_DATA"));
      holdFolder(folder.path);
      env.GLOSS_SECRET ??= keepSecret(folder.path, "secret");
    } catch (error) {
      throw explained(setting("GLOSS_DATA"), error);
    }
  } else env.GLOSS_SECRET ??= randomBytes(32).toString("hex");
  // Only these decide what next-auth believes about itself; a forwarded host never does.
  delete env.AUTH_TRUST_HOST;
  Object.assign(env, { NEXTAUTH_URL: siteUrl(), NEXTAUTH_SECRET: env.GLOSS_SECRET });
  return { port: setting("PORT"), url: new URL(siteUrl()) };
}

// ---- serving ---------------------------------------------------------------------------------------------------

async function serve() {
  const { port, url } = readSettings();
  await checkPort(port);
  await checkDatabase();
  const build = dev ? null : await chooseBuild();
  if (build) {
    process.env.GLOSS_BUILD = build.folder; // read by next.config.js
    globalThis.glossPrograms = `${root}/${build.folder}/programs`;
  }

  const server = createServer({ requestTimeout: 120_000, headersTimeout: 30_000, keepAliveTimeout: 65_000 });
  stopping.signal.addEventListener("abort", () => void close(server));
  const { default: next } = await import("next");
  // Next asks for the server to attach what live reloading needs; requests come through the listener below.
  const app = next({ dev, dir: root, port, hostname: "localhost", httpServer: server });
  // `prepare` does not wait for instrumentation.ts, which starts the database and calls `glossReady`, or exits.
  /** @type {Promise<string | null>} */
  const started = new Promise((resolve) => {
    globalThis.glossReady = resolve;
  });
  await app.prepare();
  const folder = await started;
  const answer = app.getRequestHandler();
  const decorate = policy(url);

  server.on("request", (request, response) => {
    decorate(request, response);
    sayUnavailable(response);
    if (stopping.signal.aborted) response.setHeader("Connection", "close");
    response.once("close", () => drained && setImmediate(() => server.closeIdleConnections()));
    const run = () => {
      if (!isPath(request.url ?? "")) return sayUnreadable(response);
      if (globalThis.glossDirect?.(request, response)) return;
      answerStatic(build, request, response)
        .then((answered) => (answered ? undefined : answer(request, response)))
        .catch((error) => {
          console.error(error);
          response.destroy();
        });
    };
    if (globalThis.glossWatch) globalThis.glossWatch(request, response, run);
    else run();
  });
  if (stopping.signal.aborted) return;
  await listen(server, port);
  if (folder) say(`The data is in ${folder}`);
  say(`Gloss is ready at ${url.origin} (after ${((Date.now() - began) / 1000).toFixed(1)} s). Ctrl-C stops it.`);
  if (build) {
    const tidy = () => removeOldBuilds(build).catch((error) => console.warn("Old builds could not be removed:", error));
    setInterval(tidy, 60 * 60 * 1000).unref();
    void tidy();
  }
}

/** A database that Gloss cannot run on is told before anything is built or loaded. */
async function checkDatabase() {
  const { folder } = await makePrograms();
  const { check } = await import(`${root}/${folder}/programs/database.mjs`);
  await check(say);
}

/** The build to run from, which stays as it is until this process ends. */
async function chooseBuild() {
  for (;;) {
    const build = await makeBuild(stopping.signal, say);
    if (occupy(build)) return build;
  }
}

const TYPES = new Map([
  ["js", "application/javascript; charset=UTF-8"],
  ["css", "text/css; charset=UTF-8"],
  ["woff2", "font/woff2"],
  ["json", "application/json; charset=UTF-8"],
  ["svg", "image/svg+xml"],
]);

/**
 * Sends a script, style or font of another build. Next answers for what is in this one.
 * @param {import("./build.mjs").Build | null} build
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @returns {Promise<boolean>} whether it was sent
 */
async function answerStatic(build, request, response) {
  const [, name = null] = /^\/_next\/static\/([^?]+)/.exec(request.url ?? "") ?? [];
  if (!build || name === null || !/^(GET|HEAD)$/.test(request.method ?? "")) return false;
  const decoded = decodeURIComponent(name);
  const type = TYPES.get(/\.(\w+)$/.exec(decoded)?.[1] ?? "");
  const file = type && (await findElsewhere(build, decoded));
  if (!file) return false;
  const content = await fs.promises.readFile(file);
  response.writeHead(200, {
    "Content-Type": type,
    "Content-Length": content.length,
    "Cache-Control": "public, max-age=31536000, immutable",
  });
  response.end(request.method === "HEAD" ? undefined : content);
  return true;
}

/**
 * A port that is taken is told before the build, not after it.
 * @param {number} port
 */
async function checkPort(port) {
  const probe = createServer();
  await listen(probe, port);
  await new Promise((resolve) => probe.close(resolve));
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 */
function listen(server, port) {
  return new Promise((resolve) => {
    server.once("error", (error) => {
      if ("code" in error && error.code === "EADDRINUSE") refuse(`Port ${port} is taken. Set PORT to another one.`);
      if ("code" in error && error.code === "EACCES")
        refuse(`Port ${port} may not be opened by this user. Set PORT to one above 1023.`);
      throw error;
    });
    server.listen(port, () => resolve(undefined));
  });
}

/**
 * Whether a request names a path of ours that can be read. Next answers 500 for one that cannot be decoded, and would
 * redirect one with another host in it to that host.
 * @param {string} url
 */
function isPath(url) {
  try {
    return url.startsWith("/") && decodeURIComponent(url.split("?", 1)[0] ?? "") !== "";
  } catch {
    return false;
  }
}

/** The addresses of pictures that people brought. */
const PICTURES = /^\/api\/v1\/(?:articles|imports)\/[^/?]+\/images\//;

/** @param {import("node:http").ServerResponse} response */
function sayUnreadable(response) {
  response.writeHead(400, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
  response.end("This address cannot be read.\n");
}

/**
 * A page that could not be made for want of a database answers 503, so that monitors and crawlers come back. Next knows
 * only 500; `instrumentation.ts` notes when the database was the reason.
 * @param {import("node:http").ServerResponse} response
 */
function sayUnavailable(response) {
  const asked = Date.now();
  const writeHead = response.writeHead;
  response.writeHead = (/** @type {unknown[]} */ ...head) => {
    if (head[0] === 500 && (globalThis.glossDatabase?.lostAt ?? 0) >= asked) {
      head[0] = 503;
      response.setHeader("Retry-After", "5");
    }
    return Reflect.apply(writeHead, response, head);
  };
}

/**
 * What every request and response gets before Next sees it.
 * @param {URL} url where readers reach us
 * @returns {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => void}
 */
function policy(url) {
  const issuer = setting("OIDC_ISSUER");
  const providers = [
    setting("GITHUB_ID") && "https://github.com",
    setting("GOOGLE_ID") && "https://accounts.google.com",
    issuer && new URL(issuer).origin,
  ].filter(Boolean);
  const trustProxy = setting("GLOSS_TRUST_PROXY");
  const named = setting("GLOSS_URL") !== undefined;
  /** @param {string} nonce */
  const forPages = (nonce) =>
    [
      "default-src 'self'",
      `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
      dev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data: blob:",
      "font-src 'self'",
      `connect-src 'self'${dev ? " ws:" : ""}`,
      "object-src 'none'",
      "base-uri 'none'",
      // A form that starts a provider's sign-in is redirected to the provider, which browsers count as its action.
      ["form-action 'self'", ...providers].join(" "),
      "frame-ancestors 'none'",
    ].join("; ");
  const forData = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  // Opened as a page of its own, an SVG among them has neither scripts nor our origin. Next keeps what is set here.
  const forPictures = `${forData}; sandbox`;

  return (request, response) => {
    const { headers } = request;
    // What Next and we say to ourselves in headers, no client may say.
    for (const name of Object.keys(headers)) {
      if (/^x-(gloss|middleware|invoke|matched-path|now|vercel|nextjs)/.test(name)) delete headers[name];
    }
    const hops = trustProxy ? String(headers["x-forwarded-for"] ?? "") : "";
    const address = hops.split(",").at(-1)?.trim() || request.socket.remoteAddress || "";
    headers["x-gloss-address"] = address.replace(/^::ffff:(?=\d+\.)/, "");
    for (const name of ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-port"]) {
      delete headers[name];
    }
    // Next compares the origin of a form's action with this; without GLOSS_URL, with the Host that was asked for.
    if (named) Object.assign(headers, { "x-forwarded-host": url.host, "x-forwarded-proto": url.protocol.slice(0, -1) });

    const data = request.url?.startsWith("/api/v1/");
    const policy = PICTURES.test(request.url ?? "")
      ? forPictures
      : data
        ? forData
        : forPages(randomBytes(16).toString("base64"));
    headers["content-security-policy"] = policy; // Next takes the nonce for its own scripts from here
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (url.protocol === "https:") response.setHeader("Strict-Transport-Security", "max-age=31536000");
  };
}

// ---- stopping --------------------------------------------------------------------------------------------------

/** Milliseconds for which a proxy may still use the connections that it holds. It gives them up after two seconds. */
const DRAIN_MS = 3_000;

/**
 * Lets running requests finish for five seconds, then stops the database and leaves. Behind a proxy no idle connection is
 * closed at first: a request that the proxy sends at that moment would fail, and it must not send one that writes again.
 * @param {import("node:http").Server} server
 */
async function close(server) {
  if (server.listening) {
    // As `server.close` but for the idle connections, which that closes at once.
    const closed = new Promise((resolve) => Server.prototype.close.call(server, resolve));
    if (setting("GLOSS_TRUST_PROXY")) await Promise.race([closed, sleep(DRAIN_MS)]);
    drained = true;
    server.closeIdleConnections();
    const impatient = setTimeout(() => server.closeAllConnections(), 5_000);
    await closed;
    clearTimeout(impatient);
  }
  await globalThis.glossDatabase?.stop();
  process.exit(0);
}

// Last, for what begins here uses all that is above, and requests come before it has ended.
try {
  if (mode === "--build") await makeBuild(stopping.signal, say);
  else if (mode === "--admin") await runAdmin();
  else await serve();
} catch (error) {
  if (error instanceof Error && error.name === "Refusal") refuse(error.message);
  console.error(error);
  process.exit(1);
}
