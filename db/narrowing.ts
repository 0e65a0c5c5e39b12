import { sql } from "drizzle-orm";
import type { Within } from "@/lib/schemas/annotation";
import type { Viewer } from "@/lib/schemas/user";
import { memberOf } from "./access";
import { someoneAt } from "./pseudonyms";
import { annotations } from "./schema";

/**
 * How a note's group narrows it, in names: for a list that stands apart from its text. For a query of several tables, so
 * that the columns keep theirs.
 */
export const standsIn = (
  viewer: Viewer,
) => sql<Within | null>`case when ${annotations.groupId} is not null then jsonb_build_object(
  'group', (select g.name from groups as g where g.id = ${annotations.groupId} and ${memberOf(sql`g.id`, viewer)}),
  'section', (select s.name from sections as s where s.id = ${annotations.sectionId} and ${memberOf(sql`s.group_id`, viewer)}),
  'alone', case when ${annotations.withUserId} is not null then ${someoneAt(
    annotations,
    sql`case when ${annotations.authorId} = ${viewer?.id ?? null}::uuid then ${annotations.withUserId} else ${annotations.authorId} end`,
    viewer,
  )}->>'name' end) end`;
