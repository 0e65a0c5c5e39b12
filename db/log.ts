import pino from "pino";

/** What the server tells its operator. Never a note's words, a password, a token or an address of a person. */
export const log = pino({ level: process.env.GLOSS_LOG ?? "info", redact: ["password", "token", "email"] });
