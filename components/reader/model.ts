import type { ComponentType, RefObject } from "react";
import type { Span } from "@/lib/anchoring/passages";
import type { Layout } from "@/lib/article/text";
import type { Mention } from "@/lib/mentions";
import type { Reaction } from "@/lib/reactions";
import type { Annotation, AnnotationPatch, Kind, ThreadPatch } from "@/lib/schemas/annotation";
import type { Article } from "@/lib/schemas/article";
import type { AssignedText } from "@/lib/schemas/assignment";
import type { GroupOfReading } from "@/lib/schemas/group";
import type { Reply } from "@/lib/schemas/reply";
import type { Person, ReadingSettings, Viewer } from "@/lib/schemas/user";
import type { ListedVersion } from "@/lib/schemas/version";
import type { DIFFERS } from "./chosen";

/** Where a mark goes, and what the pill says of it. */
export type LayerChoice =
  | { layer: "private" | "public"; groupId: null; sectionId?: null; withUser?: null }
  | {
      layer: "group";
      groupId: string;
      /** Within the group for a section of it, or for one other alone. */
      sectionId?: string | null;
      withUser?: Person | null;
    };

/** A change of a note as the reader makes it: whom it is narrowed to comes with a name to show. */
export type NotePatch = Omit<AnnotationPatch, "withUserId"> & { withUser?: Person | null };

/** What is shown of the marks; text, margin and strip obey it alike. Empty `kinds` would show nothing: all four is "all". */
export type Filters = {
  kinds: ReadonlySet<Kind>;
  /** `null` shows every layer. */
  layer: LayerChoice | null;
  /** Of a group that is parted: what is for one section alone. */
  section: string | null;
  author: string | null;
  tag: string | null;
  /** `mine` is what I wrote, or asked too. */
  threads: ThreadFilter | null;
};
export const THREADS = ["unread", "open", "questions", "resolved", "unanswered", "mine"] as const;
export type ThreadFilter = (typeof THREADS)[number];
export const THREAD_NAMES: Record<ThreadFilter, string> = {
  unread: "New to me",
  open: "Open questions",
  questions: "Questions",
  resolved: "Resolved",
  unanswered: "Without an answer",
  mine: "Mine",
};
/** In which order a list of notes stands; beside the text it is that of the text. */
export const SORTS = ["text", "newest", "reactions", "unanswered"] as const;
export type Sort = (typeof SORTS)[number];
/** What stands beside the text: a card at each passage, or the list of all threads. */
export type View = "margin" | "threads";
export const EVERYTHING: Filters = {
  kinds: new Set(["claim", "quote", "evidence", "note"]),
  layer: null,
  section: null,
  author: null,
  tag: null,
  threads: null,
};

/** How far a writing got: `kept` is stored in this browser and will be sent again; `refused` needs its author. */
export type Sent =
  | { state: "saved" }
  | { state: "sending" }
  | { state: "kept"; why: string }
  | { state: "refused"; why: string };

/**
 * What a change came to. `current` carries how the thing stands now, so that the editor can show both; `after`, how many
 * seconds to wait until the same may succeed.
 */
export type Outcome<T> =
  | { ok: true; value: T }
  | {
      ok: false;
      status: number;
      message: string;
      errors?: Record<string, string[]>;
      current?: T;
      after?: number;
      /** It is done when it is sent again with `confirm`. */
      confirm?: boolean;
    };

/** What is said, and whom it names. */
export type Words = { body: string; mentions: Mention[] };

/**
 * What is asked of the text, as it is shown. `at` is where the paragraph begins in which its part does; `opened`: others'
 * notes were opened to this reader on this page.
 */
export type Assigned = AssignedText & { at?: number; opened?: boolean };
/** Where it is shown: as a part of the rail (a strip where that is folded), or above the margin. */
export type AssignedPlace = "rail" | "margin";
export type AssignedView = ComponentType<{ is: AssignedPlace; of: readonly Assigned[]; here: string }>;

/** How a thread stands, in words; null where there is nothing to say of it. */
export const standingOf = ({
  question,
  resolved,
  acceptedReplyId,
}: Pick<Annotation["thread"], "question" | "resolved" | "acceptedReplyId">): string | null => {
  if (!question) return resolved ? "Resolved" : null;
  if (!resolved) return "Open question";
  return acceptedReplyId ? "Question, answered" : "Question, resolved";
};

export type Panel = "find" | "help" | "filters" | "contents";

export type Choosing = { id: string; writes: "quote" | "anchor" };

/** The reader's one state and what can be done to it. `components/reader/store.tsx` provides it as `useReader()`. */
export type Reader = {
  article: Article;
  /** Its versions, as far as the page knows; the one that is shown is `article.version`. */
  versions: readonly ListedVersion[];
  /** True where an old version is read: nothing is marked in it, and nobody's progress is told. */
  past: boolean;
  /** The number of a version that was published since this page was opened, which stays as it is; else null. */
  newer: number | null;
  /** Which version this reader read last, if it was an earlier one than this and they were not told yet. */
  lastRead: number | null;
  /** The reader knows now that the text has changed. */
  gotIt: () => void;
  /** Where each leaf block lies in the text. */
  layout: Layout;
  viewer: Viewer;
  /** The viewer's groups that read this article. */
  groups: readonly GroupOfReading[];
  /**
   * The element that holds the canonical text and nothing else. Each `<mark>` in it carries `data-ids`: the annotations
   * that cover it, separated by spaces. The margin measures them to stand its cards beside their passages.
   */
  text: RefObject<HTMLElement | null>;
  /** Everyone who wrote something the viewer can see here. */
  people: readonly Person[];

  /** All that the viewer may see, in text order, own unsent ones included; orphans (`span === null`) last. */
  annotations: readonly Annotation[];
  /** `annotations` after the filters. */
  shown: readonly Annotation[];
  filters: Filters;
  setFilters: (next: Partial<Filters>) => void;
  /** The order within a stack and in the list of threads. */
  sort: Sort;
  setSort: (next: Sort) => void;
  view: View;
  setView: (next: View) => void;
  /** The stack of the margin that was opened as a whole; the one of the active note is open too. */
  unfolded: string | null;
  unfold: (stack: string | null) => void;
  /** Tags to complete from, most used first. */
  tags: readonly string[];

  /** What assignments ask of this text, the first due first. */
  assigned: readonly Assigned[];
  /** Shows them as they have become; null as long as what the server sent says how they are. */
  assignedView: AssignedView | null;
  setAssigned: (next: readonly Assigned[], view: AssignedView) => void;
  /** How often everything was asked for again. */
  refreshed: number;

  active: string | null;
  /** What made it active. */
  activeFrom: "text" | "margin" | "keys" | "link";
  /** `from` says what must not move: the text stays under a click in it, the margin under a click in it. */
  activate: (id: string | null, from: "text" | "margin" | "keys" | "link") => void;
  hovered: string | null;
  hover: (id: string | null) => void;

  /** What is selected in the text, widened to graphemes, or null. */
  selection: Span | null;
  /** What is selected on the page are words that the text does not hold, such as a translation's. */
  differs: boolean;
  /** `keys`: by the sentence cursor, which the page shows itself, rather than by the browser's selection. */
  selectedBy: "pointer" | "keys";
  select: (span: Span | typeof DIFFERS | null, by?: "pointer" | "keys") => void;
  /** Where the next mark goes. Starts at "only me"; remembered per article for groups, never for public. */
  layer: LayerChoice;
  setLayer: (next: LayerChoice) => void;

  /** Marks a span: it is drawn and sent at once, becomes active, and its note is open for typing. Returns its id. */
  mark: (kind: Kind, span: Span) => string;
  /** The annotation whose note is being written, if any. */
  writing: string | null;
  write: (id: string) => void;
  /** Closes the form of this note, where it is the open one: what was saved may be answered once another one is open. */
  stopWriting: (id: string) => void;
  /** Leaves the form of this note. A mark that was made just now goes with it while it is `untouched`, with an undo. */
  leaveWriting: (id: string, untouched: boolean) => void;
  /**
   * Sends a change of what the editor showed at revision `base`. When somebody was quicker nothing is overwritten: the
   * outcome is a 412 with `current`, and saving again with its revision is the answer to "keep mine". While Gloss cannot
   * be reached the outcome is `ok` with the change as it will be sent, and `sent(id)` says that it is kept.
   */
  revise: (id: string, patch: NotePatch, base: number) => Promise<Outcome<Annotation>>;
  /** A new annotation of mine with the same passage and words (or those of `patch`) in another layer; the old one stays. */
  copy: (id: string, to: LayerChoice, patch?: NotePatch) => Promise<Outcome<Annotation>>;
  /** Opens a note on the same passage that only this reader and one other of its group see. */
  talk: (id: string, withUser: Person) => void;
  /** Gives up what the server refused of a change, and shows the annotation as the server has it. */
  discard: (id: string) => Promise<void>;
  /**
   * The annotation whose passage is being chosen: the next selection is its span, and no pill appears. `quote` gives it
   * another passage, which only its author may; `anchor` says where its passage stands in this version.
   */
  choosing: Choosing | null;
  choose: (next: Choosing | null) => void;
  /** Ends the choosing of this passage. False where it had ended, as another one had begun. */
  stopChoosing: (id: string) => boolean;
  /**
   * Says where the passage of an annotation stands in this version: what its author marked stays as it is. With an undo.
   * Refused with 412 when a newer version was published; nothing is kept to be sent later.
   */
  attach: (id: string, span: Span) => Promise<Outcome<Annotation>>;
  /** Takes it away with an undo. */
  remove: (id: string) => Promise<void>;
  /** Undoes what this reader did last here: a mark, a change of one, its removal. False when there is nothing to undo. */
  undo: () => boolean;
  /** How far the writing of an annotation or of a reply got. */
  sent: (id: string) => Sent;
  /** Sends again what is `kept` or `refused`. */
  retry: (id: string) => void;
  /** What is open beside the text. */
  panel: Panel | null;
  setPanel: (next: Panel | null) => void;
  /** How this reader likes to read; kept in the account, or in this browser. */
  settings: ReadingSettings;
  setSettings: (next: Partial<ReadingSettings>) => void;
  /** The session ended while reading: nothing can be saved until the reader signs in again. */
  expired: boolean;
  /** The right to read this article has ended. */
  ended: boolean;

  /** The reply that the address names: its thread opens where it stands, and it is lit. */
  lit: string | null;
  /** The reply from which on the address asks a thread to be shown. */
  from: string | null;
  /** Nothing but this one thread is on the page. */
  alone: boolean;
  /** The replies of an annotation, oldest first, or `undefined` while they have not been asked for. */
  replies: (annotationId: string) => readonly Reply[] | undefined;
  loadReplies: (annotationId: string) => Promise<void>;
  reply: (annotationId: string, parentId: string | null, id: string, said: Words) => Promise<Outcome<Reply>>;
  /** `reply.revision` is the one its editor showed. */
  reviseReply: (reply: Reply, said: Words) => Promise<Outcome<Reply>>;
  removeReply: (reply: Reply) => Promise<void>;

  /** What others wrote while showing it would have moved what is looked at; it waits for `showArrived`. */
  arrived: readonly Annotation[];
  showArrived: () => void;

  /** Says something of a note or a reply with one press, or takes it back. */
  react: (id: string, what: Reaction, on: boolean) => Promise<void>;
  reactToReply: (reply: Reply, what: Reaction, on: boolean) => Promise<void>;
  /** Resolves or reopens a thread, or says which reply answers its question. */
  settle: (id: string, patch: ThreadPatch) => Promise<void>;
  /** Asks the server for everything again. */
  refresh: () => Promise<void>;
  /** Lets a note, or a reply, stand that waited for a lead. */
  approve: (of: Annotation | Reply) => Promise<void>;
  /** Tells the reader something in passing. */
  say: (text: string) => void;
  /** What was said last to those who do not see what changed. */
  announced: string;
  /** Says what everybody else sees. */
  announce: (text: string) => void;
  /** This thread was read as it stands; or every one on the page. */
  markRead: (id: string) => Promise<void>;
  markAllRead: () => Promise<void>;
};

/** Who can see it, in words. `me` tells the two of an exchange apart. */
export function layerName(
  { layer, groupId, sectionId, withUser, author }: Named,
  groups: readonly Pick<GroupOfReading, "id" | "name" | "sections">[],
  me: string | undefined,
): string {
  if (layer === "private") return "Only me";
  if (layer === "public") return "Public";
  if (withUser) return `Only you and ${(author && author.id !== me ? author : withUser).name}`;
  const group = groups.find((g) => g.id === groupId);
  const section = group?.sections.find((s) => s.id === sectionId);
  return section ? `${group?.name}, ${section.name}` : (group?.name ?? "Group");
}
type Named = {
  layer: string;
  groupId: string | null;
  sectionId?: string | null;
  withUser?: Person | null;
  author?: Person;
};

export const KIND_ORDER: readonly Kind[] = ["claim", "quote", "evidence", "note"];
export const KIND_NAMES: Record<Kind, string> = { claim: "Claim", quote: "Quote", evidence: "Evidence", note: "Note" };
