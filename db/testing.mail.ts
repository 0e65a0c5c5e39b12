import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export type Received = { to: string; subject: string; link: string | null; text: string };

/** A mail server of a test's own. Sets `SMTP_URL`; `close` unsets it. The next `refuse(n)` letters are not taken. */
export async function mailbox(): Promise<{
  letters: Received[];
  refuse: (n: number) => void;
  close: () => Promise<void>;
}> {
  const letters: Received[] = [];
  let refusals = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    async onData(stream, { envelope }, done) {
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(part);
      if (refusals > 0) {
        refusals -= 1;
        return done(Object.assign(new Error("come back later"), { responseCode: 451 }));
      }
      // nodemailer folds long lines as quoted-printable.
      const raw = Buffer.concat(parts)
        .toString()
        .replace(/=\r\n/g, "")
        .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
      letters.push({
        to: envelope.rcptTo.map(({ address }) => address).join(),
        subject: /^Subject: (.*)$/m.exec(raw)?.[1]?.trim() ?? "",
        link: /https?:\/\/\S+/.exec(raw)?.[0] ?? null,
        text: raw,
      });
      done();
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const address: AddressInfo | string | null = server.server.address();
  process.env.SMTP_URL = `smtp://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  return {
    letters,
    refuse: (n) => {
      refusals = n;
    },
    close: () => {
      delete process.env.SMTP_URL;
      return new Promise((done) => server.close(() => done()));
    },
  };
}

/** The token in a letter's link. */
export const tokenOf = (letter: Received | undefined): string =>
  new URL(letter?.link ?? "http://none").searchParams.values().next().value ?? "";
