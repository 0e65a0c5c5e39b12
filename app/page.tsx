import { viewer } from "@/app/auth";
import { DueNext } from "@/components/assignments/due";
import { NewsOf } from "@/components/home/news";
import { Welcome } from "@/components/home/welcome";
import { ListKeys } from "@/components/library/keys";
import { Refresh } from "@/components/notices/refresh";
import { Page } from "@/components/shell";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/notice";
import * as articles from "@/db/articles";
import * as due from "@/db/due";
import * as instance from "@/db/instance";
import * as news from "@/db/news";
import * as unread from "@/db/unread";
import { readEverything } from "./notices/actions";

/** What is new for me; signed out, the welcome. */
export default async function Home() {
  const who = await viewer();
  if (!who) {
    const [sample, { signup }] = await Promise.all([articles.publicSample(), instance.read()]);
    return <Welcome sample={sample} open={signup === "open"} />;
  }
  const [fresh, asked, state] = await Promise.all([news.forReader(who), due.asked(who), unread.state(who)]);
  const nothing = fresh.begun.length + fresh.brought.length + fresh.replies.length + fresh.unread.length === 0;
  return (
    <Page
      viewer={who}
      title={`Good to see you, ${who.name}`}
      actions={
        <LinkButton href="/articles/new" look={nothing ? "plain" : "primary"}>
          Bring in an article
        </LinkButton>
      }
    >
      <DueNext asked={asked} now={new Date()} />
      {nothing ? (
        <Empty
          title="Nothing new"
          action={
            <LinkButton href="/articles" look="primary">
              Go to your library
            </LinkButton>
          }
        >
          Here stands what you have begun to read, what your groups were brought and what was answered to you. Open a
          reading and mark a passage to begin.
        </Empty>
      ) : (
        <NewsOf news={fresh} readAll={readEverything} />
      )}
      <ListKeys on={who.settings.keys !== false} />
      <Refresh unread={state} />
    </Page>
  );
}
