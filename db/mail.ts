import { createTransport, type Transporter } from "nodemailer";
import { log } from "./log";

/** Mail leaves this instance only when `SMTP_URL` is set; much of how accounts work hangs on this. */
export const sendsMail = (): boolean => Boolean(process.env.SMTP_URL);

export type Letter = { to: string; subject: string; text: string };

let transport: { url: string; through: Transporter } | undefined;

/** Sends one. A failure is told to the operator and to nobody else: the answer must not depend on the mailbox. */
export async function send(letter: Letter): Promise<void> {
  const url = process.env.SMTP_URL;
  if (!url) return;
  if (transport?.url !== url) transport = { url, through: createTransport(url) };
  try {
    await transport.through.sendMail({ from: process.env.MAIL_FROM ?? "Gloss <gloss@localhost>", ...letter });
  } catch (error) {
    log.error({ err: error, subject: letter.subject }, "a letter could not be sent");
  }
}
