import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { viewer } from "@/app/auth";
import { Page } from "@/components/shell";
import { Empty } from "@/components/ui/notice";
import { When } from "@/components/ui/when";
import { sendsMail } from "@/db/mail";
import * as outbox from "@/db/outbox";
import { administering } from "@/db/people";

export const metadata: Metadata = { title: "Outbox" };

/** For the administrator: the mail that would have left if there were a mail server. */
export default async function Outbox() {
  const who = await viewer();
  if (!who) redirect("/signin?next=%2Foutbox");
  if (!(await administering(who))) notFound();
  const letters = await outbox.list(who);
  const lead = sendsMail()
    ? "Letters that the mail server has not taken yet, and that are tried again. What they say is for whom they are to."
    : "No mail server is set (SMTP_URL), so mail stays here for a week. Notes, titles and names of groups are left out: they are for whom the letter is to.";
  return (
    <Page viewer={who} title="Outbox" lead={lead}>
      {letters.length === 0 ? (
        <Empty title="No mail is waiting">
          A letter comes here a minute or two after something happened that somebody is to be told of by mail.
        </Empty>
      ) : (
        <ul>
          {letters.map(({ id, to, subject, text, tries, at }) => (
            <li key={id} className="grid gap-2 border-line border-t py-5">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                <h2 className="break-words font-medium text-base">{subject}</h2>
                <span className="text-ink-3 text-xs">
                  {tries > 0 && `tried ${tries === 1 ? "once" : `${tries} times`} · `}
                  <When at={at} />
                </span>
              </div>
              <p className="break-all text-ink-2 text-sm">To {to}</p>
              {text && (
                <pre className="overflow-x-auto whitespace-pre-wrap break-words rounded-lg bg-well px-4 py-3 font-sans text-ink-2 text-sm">
                  {text}
                </pre>
              )}
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
