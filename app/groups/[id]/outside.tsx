import { Join } from "@/components/groups/join";
import { Part } from "@/components/groups/part";
import { ReadingRow } from "@/components/groups/reading";
import { count } from "@/components/groups/row";
import { Page } from "@/components/shell";
import { Empty } from "@/components/ui/notice";
import * as joining from "@/db/joining";
import { list as readingsOf } from "@/db/readings";
import type { Group } from "@/lib/schemas/group";
import type { Viewer } from "@/lib/schemas/user";
import { askToJoin, endReading, withdrawRequest } from "../actions";

/** A public group as those see it who are not in it, signed in or not: what it reads, and the way in. */
export async function Outside({ who, group }: { who: Viewer; group: Group }) {
  const [readings, asking] = await Promise.all([readingsOf(who, group.id), who ? joining.asking(who, group.id) : null]);
  return (
    <Page
      viewer={who}
      here="/groups"
      title={group.name}
      lead={`A public group of ${count(group.members, "member")}: anyone may read what its members write in the margin.`}
    >
      {group.description && (
        <p className="mb-8 max-w-prose whitespace-pre-line break-words font-serif text-[1.0625rem] leading-[1.6]">
          {group.description}
        </p>
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
                ends={false}
                end={endReading}
              />
            ))}
          </ul>
        </Part>
      ) : (
        <Empty title="It reads nothing public yet">What its members bring to it will stand here.</Empty>
      )}
    </Page>
  );
}
