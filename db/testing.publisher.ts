import { createInterface } from "node:readline";
import { z } from "zod";
import type { Account } from "@/lib/schemas/user";
import { newVersion } from "@/lib/schemas/version";
import { start } from "./client";
import { publish } from "./publishing";

/** A server of its own for `publishing.crash.test.ts`, to be killed: publishes what it is given in a line of its input. */
const given = z.object({ viewer: z.custom<Account>(), articleId: z.uuid(), input: newVersion });

await start();
process.stdout.write("ready\n");
for await (const line of createInterface(process.stdin)) {
  const { viewer, articleId, input } = given.parse(JSON.parse(line));
  await publish(viewer, articleId, input);
  process.stdout.write("published\n");
}
