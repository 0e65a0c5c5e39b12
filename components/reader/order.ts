import type { Annotation } from "@/lib/schemas/annotation";
import type { Person } from "@/lib/schemas/user";
import { inTextOrder } from "@/lib/text-order";
import type { Filters, Sort, ThreadFilter } from "./model";

/** Who reads, and what they have open. */
type Page = { me: string | undefined; active: string | null };

const THREAD: Record<ThreadFilter, (a: Annotation, me: string | undefined) => boolean> = {
  unread: ({ thread }) => thread.unread,
  open: ({ thread }) => thread.question && !thread.resolved,
  questions: ({ thread }) => thread.question,
  resolved: ({ thread }) => thread.resolved,
  unanswered: ({ replyCount }) => replyCount === 0,
  mine: ({ author, thread }, me) => author.id === me || thread.mine.includes("question"),
};

/** What is open stays while it is read, whatever opening it did to what the filter asks. */
export const passes = (a: Annotation, { kinds, layer, section, author, tag, threads }: Filters, page: Page) =>
  (threads === null || a.id === page.active || THREAD[threads](a, page.me)) &&
  kinds.has(a.kind) &&
  (layer === null || (a.layer === layer.layer && a.groupId === layer.groupId)) &&
  (section === null || a.sectionId === section) &&
  (author === null || a.author.id === author) &&
  (tag === null || a.tags.includes(tag));

const said = ({ thread: { reactions }, replyCount }: Annotation) =>
  reactions.agree + reactions.helpful + reactions.question + replyCount;
const pressed = ({ thread: { reactions } }: Annotation) => reactions.agree + reactions.helpful + reactions.question;
/** Open questions that nobody answered, the other open ones, then what else nobody answered. */
const answered = ({ thread, replyCount }: Annotation) =>
  thread.question && !thread.resolved ? (replyCount === 0 ? 0 : 1) : replyCount === 0 && !thread.resolved ? 2 : 3;
const newer = (a: Annotation, b: Annotation) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0);
const BY: Record<Exclude<Sort, "text">, (a: Annotation, b: Annotation) => number> = {
  newest: newer,
  reactions: (a, b) => pressed(b) - pressed(a),
  unanswered: (a, b) => answered(a) - answered(b),
};

/** Notes that are in text order, in another; where it says nothing they stay in that of the text. */
export const sorted = (annotations: readonly Annotation[], sort: Sort): readonly Annotation[] =>
  sort === "text" ? annotations : [...annotations].sort(BY[sort]);

/** The few of many that are worth a look first: questions that are new to me, what most was said to, the newest. */
export const best = (annotations: readonly Annotation[], few: number): readonly Annotation[] =>
  [...annotations].sort((a, b) => Number(asks(b)) - Number(asks(a)) || said(b) - said(a) || newer(a, b)).slice(0, few);
const asks = ({ thread }: Annotation) => thread.unread && thread.question && !thread.resolved;

type Derived = {
  annotations: readonly Annotation[];
  shown: readonly Annotation[];
  people: readonly Person[];
  tags: readonly string[];
};

/** The same array as before where it holds the same, so that what shows it need not be drawn again. */
const kept = <T>(now: readonly T[], before: readonly T[] | undefined, same: (a: T, b: T) => boolean = Object.is) =>
  before?.length === now.length && now.every((one, i) => same(one, before[i]!)) ? before : now;

/**
 * What the reader shows of the marks it knows. Marks are known nearly in text order, which makes sorting them one pass;
 * where many arrive while one reads, who wrote them and their tags are mostly those of before.
 */
export function derive(
  known: ReadonlyMap<string, Annotation>,
  filters: Filters,
  page: Page,
  before?: Derived,
): Derived {
  const annotations = [...known.values()].sort(inTextOrder);
  const people = new Map<string, Person>();
  const counts = new Map<string, number>();
  for (const { author, tags } of annotations) {
    people.set(author.id, author);
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  const unchanged =
    before?.people.length === people.size && before.people.every(({ id, name }) => people.get(id)?.name === name);
  return {
    annotations: kept(annotations, before?.annotations),
    shown: kept(
      annotations.filter((a) => passes(a, filters, page)),
      before?.shown,
    ),
    people: unchanged ? before.people : [...people.values()].sort((a, b) => names.compare(a.name, b.name)),
    tags: kept(
      [...counts].sort(([a, m], [b, n]) => n - m || names.compare(a, b)).map(([tag]) => tag),
      before?.tags,
    ),
  };
}
const names = new Intl.Collator("en");
