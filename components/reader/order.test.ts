import { describe, expect, test } from "vitest";
import { newThread } from "@/lib/reactions";
import type { Annotation } from "@/lib/schemas/annotation";
import { EVERYTHING } from "./model";
import { best, derive, sorted } from "./order";

const AT = "2026-03-01T10:00:00.000000Z";
type Said = Partial<Omit<Annotation, "thread">> & { thread?: Partial<Annotation["thread"]> };
/** A note of Ada's that stands at `start`. */
const note = (id: string, start: number, { thread, ...more }: Said = {}): Annotation => ({
  ...{
    id,
    articleId: "a",
    versionId: "v",
    kind: "claim",
    body: "",
    tags: [],
    mentions: [],
    speaker: null,
    source: null,
  },
  ...{ layer: "public", groupId: null, sectionId: null, withUser: null, author: { id: "ada", name: "Ada" } },
  ...{
    revision: 1,
    createdAt: AT,
    updatedAt: AT,
    replyCount: 0,
    canEdit: false,
    canAttach: false,
    canModerate: false,
    pending: false,
  },
  quote: { exact: "x", prefix: "", suffix: "", start, end: start + 5 },
  span: { start, end: start + 5 },
  anchor: null,
  ...more,
  thread: { ...newThread(AT), ...thread },
});
const ids = (notes: readonly Annotation[]) => notes.map(({ id }) => id).join(" ");
const liked = (n: number) => ({ reactions: { agree: n, helpful: 0, question: 0 } });

const open = note("open", 10, { thread: { question: true } });
const answered = note("answered", 20, { replyCount: 2, thread: { question: true } });
const settled = note("settled", 30, { replyCount: 1, thread: { question: true, resolved: true, ...liked(9) } });
const plain = note("plain", 40, { createdAt: "2026-03-02T10:00:00.000000Z" });
const talk = note("talk", 50, { replyCount: 4, thread: liked(3) });
const all = [open, answered, settled, plain, talk];

describe("the order of a list", () => {
  test("is the text's, unless another is asked for", () => {
    expect(sorted(all, "text")).toBe(all);
    expect(ids(sorted(all, "newest"))).toBe("plain open answered settled talk");
    expect(ids(sorted(all, "reactions"))).toBe("settled talk open answered plain");
    expect(ids(sorted(all, "unanswered"))).toBe("open answered plain settled talk");
  });
  test("the best few begin with questions that are new, then what most was said to, then the newest", () => {
    const fresh = note("fresh", 60, { thread: { question: true, unread: true } });
    expect(ids(best([...all, fresh], 4))).toBe("fresh settled talk answered");
    expect(ids(best([open, plain], 1))).toBe("plain");
  });
});

describe("what is shown", () => {
  const page = { me: undefined, active: null };
  const known = (notes: readonly Annotation[]) => new Map(notes.map((each) => [each.id, each]));
  test("is narrowed by section, and keeps every list that says the same as before", () => {
    const of = note("of", 5, { sectionId: "s", tags: ["ferry"] });
    const before = derive(known([...all, of]), { ...EVERYTHING, section: "s" }, page);
    expect(ids(before.shown)).toBe("of");
    const more = note("more", 70, { author: { id: "bob", name: "Bob" } });
    const after = derive(known([...all, of, more]), { ...EVERYTHING, section: "s" }, page, before);
    expect(ids(after.annotations)).toBe("of open answered settled plain talk more");
    expect(after.shown).toBe(before.shown);
    expect(after.tags).toBe(before.tags);
    expect(after.people.map(({ name }) => name)).toEqual(["Ada", "Bob"]);
    expect(derive(known([...all, of, more]), EVERYTHING, page, after).people).toBe(after.people);
  });
});
