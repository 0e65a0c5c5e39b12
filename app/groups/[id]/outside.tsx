import { Described } from "@/components/groups/described";
import { Join } from "@/components/groups/join";
import { News, Questions } from "@/components/groups/lately";
import { Part } from "@/components/groups/part";
import { ReadingRow } from "@/components/groups/reading";
import { count } from "@/components/groups/row";
import { Page } from "@/components/shell";
import { Empty } from "@/components/ui/notice";
import * as joining from "@/db/joining";
import * as lately from "@/db/lately";
import { list as readingsOf } from "@/db/readings";
import { distinguish } from "@/lib/same-title";
import type { Group } from "@/lib/schemas/group";
import type { Viewer } from "@/lib/schemas/user";
import { askToJoin, endReading, withdrawRequest } from "../actions";

/** As many of the latest notes and replies show what the group is like. */
const NEWS = 6;

/** A public group as those see it who are not in it, signed in or not: what it reads, what is said there, and the way in. */
export async function Outside({ who, group }: { who: Viewer; group: Group }) {
  const [readings, news, questions, asking] = await Promise.all([
    readingsOf(who, group.id),
    lately.news(who, group.id, NEWS),
    lately.questions(who, group.id),
    who ? joining.asking(who, group.id) : null,
  ]);
  const apart = distinguish(readings.map(({ article, by, at }) => ({ ...article, addedBy: by, createdAt: at })));
  return (
    <Page
      viewer={who}
      here="/groups"
      title={group.name}
      lead={`A public group of ${count(group.members, "member")}: anyone may read what its members write in the margin.`}
    >
      {group.description && (
        <div className="mb-8">
          <Described text={group.description} />
        </div>
      )}
      <div className="mb-12 border-line border-t pt-5">
        <Join group={group} asking={asking} acts={{ askToJoin, withdrawRequest }} />
      </div>
      {readings.length > 0 ? (
        <Part title="What it reads">
          <ul>
            {readings.map((reading) => (
              <ReadingRow
                key={reading.article.id}
                groupId={group.id}
                reading={{ ...reading, bySection: false }}
                apart={apart.get(reading.article.id)}
                ends={false}
                end={endReading}
              />
            ))}
          </ul>
        </Part>
      ) : (
        <Empty title="It reads nothing public yet">What its members bring to it will stand here.</Empty>
      )}
      {news.length > 0 && (
        <Part title="Lately said">
          <News items={news} />
        </Part>
      )}
      {questions.all > 0 && (
        <Part title={questions.all > questions.items.length ? `Open questions (${questions.all})` : "Open questions"}>
          <Questions questions={questions} />
        </Part>
      )}
    </Page>
  );
}
