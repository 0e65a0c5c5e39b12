import type { Metadata } from "next";
import Link from "next/link";
import { AssignmentList } from "@/components/assignments/list";
import { Circle } from "@/components/groups/circle";
import { Described } from "@/components/groups/described";
import { News, Questions } from "@/components/groups/lately";
import { Part } from "@/components/groups/part";
import { ReadingRow } from "@/components/groups/reading";
import { count } from "@/components/groups/row";
import { Vocabulary } from "@/components/groups/vocabulary";
import { ListKeys } from "@/components/library/keys";
import { SampleTag } from "@/components/library/particulars";
import { Waits } from "@/components/moderation/waits";
import { ReadAll } from "@/components/notices/read-all";
import { Refresh } from "@/components/notices/refresh";
import { Page } from "@/components/shell";
import { ActButton } from "@/components/ui/act";
import { LinkButton } from "@/components/ui/button";
import { Empty, Notice } from "@/components/ui/notice";
import { When } from "@/components/ui/when";
import * as assignments from "@/db/assignments";
import { following } from "@/db/follows";
import * as lately from "@/db/lately";
import * as leading from "@/db/leading";
import { list as readingsOf } from "@/db/readings";
import * as roster from "@/db/roster";
import * as unread from "@/db/unread";
import * as vocabulary from "@/db/vocabulary";
import { distinguish } from "@/lib/same-title";
import { follow } from "../../notices/actions";
import { discuss, endReading, readGroup } from "../actions";
import { look, open } from "./open";
import { Outside } from "./outside";

export async function generateMetadata({ params }: PageProps<"/groups/[id]">): Promise<Metadata> {
  return { title: (await look(params)).group.name };
}

/** How many of its people and of its readings the page shows before one asks for all. */
const PEOPLE = 12;
const READINGS = 8;

/** What a group reads now, what in it is new to this reader, what is asked, and who is in it. */
export default async function GroupPage({ params, searchParams }: PageProps<"/groups/[id]">) {
  const seen = await look(params);
  if (!seen.who || !seen.group.role) return <Outside {...seen} />;
  const { who, group } = await open(params);
  const [readings, counts, news, questions, people, sections, tags, followed, set, state] = await Promise.all([
    readingsOf(who, group.id),
    unread.count(who, { groupId: group.id }),
    lately.fresh(who, group.id),
    lately.questions(who, group.id),
    roster.page(who, group.id, { limit: PEOPLE }),
    leading.sectionsOf(who, group.id),
    vocabulary.of(who, group.id),
    following(who, "group", group.id),
    assignments.list(who, group.id),
    unread.state(who),
  ]);
  const leads = group.role === "owner" || group.role === "lead";
  const sets = leads && group.writes && !group.sample;
  const all = (await searchParams).readings === "all";
  const shown = all ? readings : readings.slice(0, READINGS);
  const apart = distinguish(readings.map(({ article, by, at }) => ({ ...article, addedBy: by, createdAt: at })));
  const fresh = new Map(counts.map(({ articleId, threads }) => [articleId, threads]));
  const isNew = counts.reduce((sum, { threads }) => sum + threads, 0);
  const bring = (
    <LinkButton href={`/groups/${group.id}/bring`} look="primary">
      Bring a reading
    </LinkButton>
  );
  return (
    <Page
      viewer={who}
      here="/groups"
      title={
        <>
          {group.name} {group.sample && <SampleTag />}
        </>
      }
      actions={
        <>
          <ActButton
            action={follow}
            fields={{ subject: "group", id: group.id, on: String(!followed) }}
            said={followed ? "You are told of what is new here no more." : "You are told of each new note here."}
            size="md"
          >
            {followed ? "Unfollow" : "Follow"}
          </ActButton>
          <LinkButton href={`/groups/${group.id}/settings`}>{leads ? "Invite and settings" : "Members"}</LinkButton>
          {group.writes && bring}
        </>
      }
    >
      {group.description && (
        <div className="mb-8">
          <Described text={group.description} />
        </div>
      )}
      {(group.archived || group.endsAt) && (
        <div className="mb-8">
          <Notice>
            {group.endsAt ? (
              <>
                This group is deleted <When at={group.endsAt} />. Until then it is there to read; its owners can take
                that back in its settings.
              </>
            ) : (
              "This group is put away: it is there to read, and nobody writes in it."
            )}
          </Notice>
        </div>
      )}
      {leads && !group.sample && (
        <div className="mb-8 flex flex-wrap gap-x-6 gap-y-2 text-sm">
          <Waits group={group} />
          {group.requests > 0 && (
            <p>
              <Link
                href={`/groups/${group.id}/settings#requests`}
                className="font-medium text-accent underline underline-offset-2"
              >
                {count(group.requests, "person asks", "people ask")} to join
              </Link>
            </p>
          )}
        </div>
      )}
      {(sets || set.length > 0) && (
        <Part title="Assignments">
          <AssignmentList groupId={group.id} assignments={set} sets={sets} now={new Date()} />
        </Part>
      )}
      {readings.length > 0 ? (
        <Part title="Reading now">
          <ul>
            {shown.map((reading) => (
              <ReadingRow
                key={reading.article.id}
                groupId={group.id}
                reading={reading}
                apart={apart.get(reading.article.id)}
                fresh={fresh.get(reading.article.id)}
                ends={group.writes && !group.sample && (leads || reading.by.id === who.id)}
                end={endReading}
                discuss={leads && group.writes && sections.length > 0 ? discuss : undefined}
              />
            ))}
          </ul>
          {shown.length < readings.length && (
            <p className="border-line border-t pt-4 text-sm">
              <Link
                href={`/groups/${group.id}?readings=all`}
                className="font-medium text-accent underline-offset-4 hover:underline"
              >
                All {count(readings.length, "reading")}
              </Link>
            </p>
          )}
        </Part>
      ) : (
        <div className="mb-12">
          <Empty title="Nothing to read yet" action={group.writes && bring}>
            Bring a text from your library, or a new one. Everybody in the group can read it then, and mark it for all.
          </Empty>
        </div>
      )}
      {news.length > 0 && (
        <Part
          title={`${isNew.toLocaleString("en")} new`}
          actions={<ReadAll action={readGroup} fields={{ groupId: group.id }} size="sm" />}
        >
          <News items={news} />
          {isNew > news.length && (
            <p className="border-line border-t pt-4 text-ink-2 text-sm">
              And {count(isNew - news.length, "other")}; each reading above says how many are in it.
            </p>
          )}
        </Part>
      )}
      {questions.all > 0 && (
        <Part title={questions.all > questions.items.length ? `Open questions (${questions.all})` : "Open questions"}>
          <Questions questions={questions} />
        </Part>
      )}
      {tags.length > 0 && (
        <Part title="How we tag">
          <Vocabulary tags={tags} />
        </Part>
      )}
      <Part title="People">
        <Circle groupId={group.id} people={people.items} all={group.members} me={who.id} sections={sections} />
      </Part>
      <ListKeys on={who.settings.keys !== false} />
      <Refresh unread={state} />
    </Page>
  );
}
