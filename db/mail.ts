import { eq, sql } from "drizzle-orm";
import { createTransport, type Transporter } from "nodemailer";
import { v7 as uuid } from "uuid";
import { SafeError } from "@/lib/fault";
import { metrics } from "@/lib/metrics";
import { db } from "./client";
import { enqueue, working } from "./jobs";
import { log } from "./log";
import { outbox } from "./schema";
import { setting } from "./settings.mjs";

/** Mail leaves this instance only when `SMTP_URL` is set; much of how accounts work hangs on this. */
export const sendsMail = (): boolean => setting("SMTP_URL") !== undefined;

export type Letter = { to: string; subject: string; text: string; headers?: Record<string, string> };

/**
 * Sends one, after the answer and again until the mail server takes it. A failure is told to the operator and to nobody
 * else: the answer must not depend on the mailbox. Without a mail server it goes into the outbox, to be looked at there.
 */
export async function send(letter: Letter): Promise<void> {
  try {
    if (!sendsMail()) await keep(letter);
    else if (working()) await enqueue("letter", { id: await keep(letter) });
    // A shell, which ends before a queue would come to it.
    else await deliver(letter);
  } catch (error) {
    // Neither to whom nor under what subject, in which a title or a name may stand.
    log.error({ err: error }, "a letter could not be sent");
  }
}

/** Puts a letter into the outbox. It may hold a link that signs in, and leaves with its delivery. */
export async function keep(letter: Letter): Promise<string> {
  const id = uuid();
  const { to, subject, text, headers = {} } = letter;
  await db.insert(outbox).values({ id, to, subject, text, headers: JSON.stringify(headers) });
  return id;
}

/** Delivers a letter of the outbox, which is gone then. @throws Error for another try */
export async function deliverKept({ id }: { id: string }): Promise<void> {
  const [row] = await db.select().from(outbox).where(eq(outbox.id, id));
  if (!row) return;
  try {
    await deliver({ ...row, headers: JSON.parse(row.headers) });
  } catch (error) {
    await db
      .update(outbox)
      .set({ tries: sql`${outbox.tries} + 1` })
      .where(eq(outbox.id, id));
    log.warn({ err: error, letter: id, tries: row.tries + 1 }, "a letter waits for another try");
    throw error;
  }
  await db.delete(outbox).where(eq(outbox.id, id));
}

let transport: { url: string; through: Transporter } | undefined;

/** Hands a letter to the mail server. @throws SafeError when that does not take it: it is kept with the job, and logged */
export async function deliver({ to, subject, text, headers }: Letter): Promise<void> {
  const url = setting("SMTP_URL");
  if (!url) return;
  if (transport?.url !== url) transport = { url, through: createTransport(url) };
  const from = setting("MAIL_FROM");
  const { mail } = metrics();
  await transport.through.sendMail({ from, to, subject, text, headers }).catch((error: unknown) => {
    mail.inc({ result: "refused" });
    throw refused(error);
  });
  mail.inc({ result: "taken" });
}

/** What went wrong without whom it was for, which a mail server says in its answer. */
function refused(error: unknown): SafeError {
  const said = Object(error);
  const parts = [said.code, said.command, said.responseCode].filter((part) => /^[\w ]{1,40}$/.test(String(part ?? "")));
  return new SafeError(`the mail server did not take it${parts.length ? ` (${parts.join(", ")})` : ""}`);
}
