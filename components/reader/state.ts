import { v7 as newId } from "uuid";
import { heardRead, sayNoticed } from "@/components/notices/fresh";
import { describe } from "@/lib/anchoring/passages";
import { layout } from "@/lib/article/text";
import { newThread } from "@/lib/reactions";
import type { Annotation, NewAnnotationInput } from "@/lib/schemas/annotation";
import type { Article } from "@/lib/schemas/article";
import type { GroupOfReading } from "@/lib/schemas/group";
import type { Reply } from "@/lib/schemas/reply";
import type { ReadingSettings, Viewer } from "@/lib/schemas/user";
import type { ListedVersion } from "@/lib/schemas/version";
import { type Looked, lookedAt, openedFrom, withLook } from "./address";
import { DIFFERS } from "./chosen";
import { all, call, EXPIRED } from "./client";
import { focusCard } from "./focus";
import { ME, rememberedLayer, rememberLayer } from "./layer-memory";
import type { Happened } from "./live";
import type { Assigned, LayerChoice, NotePatch, Outcome, Reader, Sent } from "./model";
import { derive, passes } from "./order";
import { createOutbox } from "./outbox";
import { CHOSEN_HERE, differs, placed } from "./placed";
import { createReplies } from "./replies";
import { saveSettings, USUAL } from "./settings";
import { createSettling } from "./settling";
import { createUndo } from "./undo";

/** An article without its text: the browser derives it from the tree rather than fetching it twice. */
export type SentArticle = Omit<Article, "version"> & { version: Omit<Article["version"], "text"> };
export type Given = {
  article: SentArticle;
  viewer: Viewer;
  groups: readonly GroupOfReading[];
  annotations: readonly Annotation[];
  /** The article's versions; none unless given. */
  versions?: readonly ListedVersion[];
  /** The version that this reader read last; null when none, or when it is not known. */
  seen?: number | null;
  /** The threads that came with the page, by annotation. */
  threads?: Readonly<Record<string, readonly Reply[]>>;
  /** The reply that the address names, and the one from which on its thread is shown; for a page of one thread. */
  lit?: string | null;
  from?: string | null;
  alone?: boolean;
  /** From where on to hear of what others write; nothing is heard without it. */
  since?: string;
  /** What the page's address says after its `?`: which marks are shown, and how. */
  search?: string;
  /** What assignments ask of it. */
  assigned?: readonly Assigned[];
  /** As the account or the browser has them; the usual ones unless given. */
  settings?: ReadingSettings;
};
type Toast = (toast: { text: string; action?: { label: string; run: () => void } }) => void;

type Said = Pick<
  Annotation,
  "kind" | "quote" | "versionId" | "span" | "body" | "mentions" | "tags" | "speaker" | "source"
> &
  LayerChoice;
/** What a mark says before its note is written. */
const NOTHING = { body: "", mentions: [], tags: [], speaker: null, source: null };

const SAVED: Sent = { state: "saved" };
/** Versions whose changes this browser's reader was told of: a page that comes back from the router's cache is an old one. */
const told = new Set<string>();
/** Coming back to the page asks for what others wrote meanwhile, but not more often than this. */
const FRESH_MS = 5_000;
/** A part of the script that did not come is asked for again after this. */
const AGAIN_MS = 5_000;
/** Of more than these that others wrote at once, the number is said. */
const MOST_SAID = 3;
/** As many as one call may name. */
const MOST_IDS = 200;

/**
 * The reader's one state outside of React, so that a component may listen to the part it shows. `get()` gives the same
 * object until something changes; every part that did not change stays the same value.
 */
export function createReader({
  article: sentArticle,
  viewer,
  groups,
  annotations,
  versions = [],
  seen = null,
  since = "",
  search = "",
  assigned = [],
  settings = USUAL,
  threads: given = {},
  lit = null,
  from = null,
  alone = false,
}: Given) {
  const made = layout(sentArticle.version.tree);
  const article: Article = { ...sentArticle, version: { ...sentArticle.version, text: made.text } };
  const listeners = new Set<() => void>();
  const past = !article.version.current;
  // Whoever made a version knows what it changed.
  const mine = article.version.madeBy.id === viewer?.id;
  // A version that was withdrawn shows no text, and so no place in it.
  const fitting = (a: Annotation): Annotation => (article.version.withdrawnAt ? { ...a, span: null } : a);
  const known = new Map(annotations.map((a) => [a.id, fitting(a)]));
  const sent = new Map<string, Sent>();
  /** Notes that are gone, whose place is kept for what is being written there: see `leave`. */
  const stubs = new Set<string>();
  /** Marks of this moment, of which nothing was written or changed yet. */
  const fresh = new Set<string>();
  const { did, undo } = createUndo();
  const talk = createReplies(given, {
    viewerId: viewer?.id,
    counted: (id, replyCount) => {
      const annotation = known.get(id);
      if (annotation && annotation.replyCount !== replyCount) known.set(id, { ...annotation, replyCount });
      publish();
    },
    did,
    tellOthers,
    expired: () => set({ expired: true }),
    toast: (said) => toast(said),
  });
  const settling = createSettling({
    articleId: article.id,
    annotation: (id) => known.get(id),
    annotations: () => [...known.values()],
    put: (annotation) => {
      known.set(annotation.id, annotation);
      publish();
    },
    putReply: (reply) => talk.put(reply),
    tellOthers,
    expired: () => set({ expired: true }),
    toast: (said) => toast(said),
  });
  const look = lookedAt(search);
  let asked: string | undefined = search;
  let toast: Toast = () => {};
  let fetched = 0;
  let channel: BroadcastChannel | undefined;

  const outbox = viewer
    ? createOutbox(viewer.id, (shown, state) => {
        if (shown.articleId !== article.id) return;
        // What waits to be sent was marked on the page of another version, which this one does not show.
        if (past && !known.has(shown.id)) return;
        if (state.state === "saved") sent.delete(shown.id);
        else sent.set(shown.id, state);
        if (state.state === "kept" && state.why === EXPIRED) set({ expired: true });
        known.set(shown.id, here(shown, state.state === "saved"));
        publish();
        if (state.state === "saved") tellOthers();
      })
    : null;

  let reader: Reader = {
    article,
    versions,
    past,
    newer: null,
    lastRead:
      !past && seen !== null && seen < article.version.number - (mine ? 1 : 0) && !told.has(article.version.id)
        ? seen
        : null,
    gotIt: () => {
      told.add(article.version.id);
      set({ lastRead: null });
      const body = { place: 0, share: 0, seen: article.version.number };
      void call("PUT", `articles/${article.id}/progress`, { body, keepalive: true });
    },
    layout: made,
    viewer,
    groups,
    settings,
    text: { current: null },
    ...derive(known, look.filters, { me: viewer?.id, active: null }),
    ...look,
    setSort: (sort) => turn({ sort }),
    setView: (view) => turn({ view }),
    say: (text) => toast({ text }),
    announced: "",
    announce,
    assigned,
    assignedView: null,
    setAssigned: (assigned, assignedView) => set({ assigned, assignedView }),
    refreshed: 0,
    unfolded: null,
    unfold: (unfolded) => set({ unfolded }),
    active: null,
    activeFrom: "link",
    hovered: null,
    selection: null,
    differs: false,
    selectedBy: "pointer",
    layer: ME,
    writing: null,
    expired: false,
    ended: false,
    panel: null,
    setPanel: (panel) => set({ panel }),

    setFilters: (next) => turn({ filters: { ...reader.filters, ...next } }),
    activate: (id, from) => {
      set({ ...opening(id), activeFrom: from });
      let left = false;
      for (const stub of stubs)
        if (stub !== id && stub !== reader.writing) left = (stubs.delete(stub) && known.delete(stub)) || left;
      if (left) publish();
    },
    hover: (hovered) => hovered !== reader.hovered && set({ hovered }),
    select: (chosen, selectedBy = "pointer") => {
      const now = reader.selection;
      const other = chosen === DIFFERS;
      const selection = other ? null : chosen;
      const same = now?.start === selection?.start && now?.end === selection?.end && selectedBy === reader.selectedBy;
      if (!same || other !== reader.differs) set({ selection, selectedBy, differs: other });
    },
    setSettings: (next) => {
      set({ settings: { ...reader.settings, ...next } });
      saveSettings(viewer, reader.settings);
    },
    setLayer: (layer) => {
      if (viewer) rememberLayer(viewer.id, article.id, layer);
      set({ layer });
    },

    mark: (kind, span) => {
      const quote = describe(article.version.text, span);
      const { id } = create({ kind, quote, versionId: article.version.id, span, ...NOTHING, ...reader.layer });
      // Whoever wrote for a group goes on doing so, wherever they come from next time.
      const { layer } = reader;
      if (viewer && layer.layer === "group" && !layer.withUser) rememberLayer(viewer.id, article.id, layer);
      set({ selection: null, ...opening(id), activeFrom: "text", writing: id });
      fresh.add(id);
      did(() => remove(id, false));
      return id;
    },
    copy: async (id, to, patch) => {
      const from = known.get(id);
      if (!from) return gone;
      const { kind, body, mentions, tags, speaker, source } = { ...from, ...patch };
      return create({ ...passageOf(from), kind, body, mentions, tags, speaker, source, ...to }).sending;
    },
    talk: (id, withUser) => {
      const about = known.get(id);
      if (!about?.groupId) return;
      const to = { layer: "group" as const, groupId: about.groupId, withUser };
      const made = create({ ...passageOf(about), kind: "note", ...NOTHING, ...to }).id;
      publish();
      set({ active: made, activeFrom: "margin", writing: made });
      fresh.add(made);
      did(() => remove(made, false));
    },
    discard: async (id) => {
      if (!outbox || outbox.unborn(id)) return;
      outbox.discard(id);
      const now = await call<Annotation>("GET", `annotations/${id}`);
      // Until then what is shown is what was refused: taken for saved, it would end the draft that says the same.
      sent.delete(id);
      if (now.ok) {
        put(now.value);
        // A passage that was to be another one is back where it was: where that is in this version, the list says.
        if (reader.newer !== null || past) void refresh();
      } else if (now.status === 404) take(id);
    },
    write: (writing) => set({ writing }),
    stopWriting: (id) => {
      fresh.delete(id);
      if (reader.writing === id) set({ writing: null });
    },
    leaveWriting: (id, untouched) => {
      if (!untouched || !fresh.has(id)) return reader.stopWriting(id);
      void remove(id, true);
      // Back to where the passage was chosen.
      reader.text.current?.focus({ preventScroll: true });
    },
    choosing: null,
    choose: (choosing) => {
      // On a phone the sheet of the card makes room for the text.
      const room = choosing?.writes === "anchor" && matchMedia("(width < 760px)").matches;
      set({ choosing, selection: null, ...(room && { active: null, activeFrom: "margin" as const }) });
    },
    stopChoosing: (id) => {
      if (reader.choosing?.id !== id) return false;
      reader.choose(null);
      return true;
    },
    attach: async (id, span) => {
      const quote = describe(article.version.text, span);
      const body = { quote, versionId: article.version.id };
      const outcome = await call<Annotation>("PUT", `annotations/${id}/anchor`, { body, as: viewer?.id });
      if (!outcome.ok) {
        if (outcome.status === 401) set({ expired: true });
        if (outcome.status === 412) void refresh();
        return { ...outcome, message: NOT_ATTACHED[outcome.status] ?? outcome.message };
      }
      known.set(id, outcome.value);
      publish();
      tellOthers();
      const back = async () => {
        const now = await call<Annotation>("DELETE", `annotations/${id}/anchor`, { as: viewer?.id });
        if (!now.ok) return toast({ text: NOT_ATTACHED[now.status] ?? now.message });
        // On a page that shows an earlier version by now, the list says where it stood there.
        if (reader.newer !== null) void refresh();
        else known.set(id, now.value);
        publish();
        tellOthers();
      };
      toast({ text: "The note stands here now.", action: { label: "Undo", run: did(back) } });
      return outcome;
    },
    revise: async (id, sentPatch, base) => {
      const before = known.get(id);
      const outcome = await revise(id, sentPatch, base);
      const after = known.get(id);
      if (outcome.ok && before && after) did(() => changeBack(id, inverse(before, sentPatch), sentPatch));
      return outcome;
    },
    remove: (id) => remove(id, true),
    undo,
    lit,
    from,
    alone,
    sent: (id) => sent.get(id) ?? SAVED,
    retry: (id) => outbox?.send(id),

    arrived: [],
    showArrived: () => {
      for (const one of reader.arrived) known.set(one.id, one);
      set({ arrived: [] });
      publish();
    },
    refresh,
    ...talk,
    ...settling,
  };

  /** Who reads a group's notes, as this page has it: so that nothing written for a few is read by all. */
  function readIn(groupId: string | null | undefined) {
    const open = reader.groups.find((group) => group.id === groupId)?.open;
    return groupId ? { readBy: open ? ("anyone" as const) : ("members" as const) } : null;
  }
  /** A new annotation of mine, drawn now and sent. */
  function create(said: Said): { id: string; sending: Promise<Outcome<Annotation>> } {
    if (!viewer || !outbox) throw new Error("Only a reader who is signed in can mark.");
    const id = newId();
    const now = new Date().toISOString();
    const { span: _, withUser = null, sectionId = null, ...wire } = said;
    const put: NewAnnotationInput = {
      articleId: article.id,
      ...wire,
      ...{ sectionId, withUserId: withUser?.id ?? null, ...readIn(wire.groupId) },
    };
    const shown: Annotation = {
      ...said,
      ...{ id, articleId: article.id, sectionId, withUser, pending: false, thread: newThread(now) },
      ...{ anchor: CHOSEN_HERE, author: { id: viewer.id, name: viewer.name } },
      ...{
        revision: 0,
        createdAt: now,
        updatedAt: now,
        replyCount: 0,
        canEdit: true,
        canAttach: true,
        canModerate: false,
      },
    };
    known.set(id, shown);
    return { id, sending: outbox.create(shown, put) };
  }
  async function revise(id: string, sentPatch: NotePatch, base: number): Promise<Outcome<Annotation>> {
    const before = known.get(id);
    if (!before || !outbox) return gone;
    fresh.delete(id);
    // A passage is chosen in the version that its reader has before them, whatever was published meanwhile.
    const { withUser = before.withUser, ...named } = sentPatch;
    const to = sentPatch.withUser !== undefined && { withUserId: withUser?.id ?? null };
    const patch = {
      ...{ ...named, ...to, ...readIn(named.groupId) },
      ...(sentPatch.quote && { versionId: article.version.id }),
    };
    const { quote, question, sectionId = before.sectionId, withUserId: _, readBy: __, ...plain } = patch;
    const thread = question === undefined ? before.thread : { ...before.thread, question };
    const shown: Annotation = { ...before, ...plain, sectionId, withUser, thread };
    if (quote?.start !== undefined && quote.end !== undefined) {
      shown.quote = { ...quote, start: quote.start, end: quote.end };
      shown.span = { start: quote.start, end: quote.end };
      shown.anchor = CHOSEN_HERE;
    }
    const outcome = await outbox.change(shown, patch, base);
    const now = known.get(id);
    return !outcome.ok && sent.get(id)?.state === "kept" && now ? { ok: true, value: now } : outcome;
  }
  /** What takes a change back, of the note as it was before. */
  function inverse(before: Annotation, patch: NotePatch): NotePatch {
    const { kind, body, mentions, tags, speaker, source, layer, groupId, sectionId, withUser, thread, span } = before;
    const was = { kind, body, mentions, tags, speaker, source, layer, groupId, sectionId, withUser };
    const kept = Object.entries(was).filter(([field]) => field in patch);
    return {
      ...Object.fromEntries(kept),
      ...(patch.question !== undefined && { question: thread.question }),
      ...(patch.quote && span && { quote: describe(article.version.text, span) }),
    };
  }
  /** Undoes a change of a note, and offers to make it again. */
  async function changeBack(id: string, patch: NotePatch, again: NotePatch) {
    const now = known.get(id);
    const outcome = now ? await revise(id, patch, now.revision) : gone;
    if (!outcome.ok) {
      await reader.discard(id);
      return toast({ text: outcome.message });
    }
    const redo = () => void reader.revise(id, again, known.get(id)?.revision ?? 0);
    toast({ text: "Change undone.", action: { label: "Redo", run: redo } });
  }
  /** @param remembered whether it is a step of its own that can be undone; not where it undoes one */
  async function remove(id: string, remembered: boolean) {
    const before = known.get(id);
    if (!before || !outbox) return;
    fresh.delete(id);
    const sending = outbox.sending(id);
    const unsent = outbox.unborn(id) ? outbox.discard(id) : undefined;
    let [back, answered] = [false, false];
    take(id);
    /** Whether the server has taken it away; "kept" where it would not, and "unknown" where it never had it. */
    const leaving = (async () => {
      // What is on its way arrives before it can be taken away.
      const sent = await sending;
      answered = sending !== undefined;
      if (unsent && (!sent?.ok || back)) return "unknown";
      const revision = sent?.ok ? sent.value.revision : before.revision;
      const outcome = await call<null>("DELETE", `annotations/${id}`, { revision });
      if (outcome.ok || outcome.status === 404) return "gone";
      known.set(id, before);
      publish();
      toast({ text: outcome.message });
      return "kept";
    })();
    const restore = async () => {
      back = true;
      // What has not been answered goes on as if nothing had been done.
      if (unsent && !answered) void outbox.restore(id, unsent);
      else {
        const state = await leaving;
        if (state === "kept") return;
        if (state === "unknown" && unsent) void outbox.restore(id, unsent);
        else {
          const now = await call<Annotation>("POST", `annotations/${id}/restore`, { body: {} });
          if (!now.ok) return toast({ text: now.message });
          known.set(id, before);
          put(now.value);
          tellOthers();
        }
      }
      // On a phone it would open over the text.
      if (matchMedia("(width < 760px)").matches) return;
      set({ active: id, activeFrom: "margin" });
      focusCard(id, () => reader.active === id && !document.activeElement?.matches("input, textarea, select"));
    };
    // At once: one that is still there would undo something else.
    toast({ text: "Removed.", action: { label: "Undo", run: remembered ? did(restore) : () => void restore() } });
    await leaving;
    tellOthers();
  }
  /** Its passage as this page shows it; where it shows none, as it was marked, in the version of that time. */
  function passageOf({ span, quote, versionId }: Annotation) {
    const words = span && article.version.text !== "" ? describe(article.version.text, span) : null;
    return words ? { span, quote: words, versionId: article.version.id } : { span, quote, versionId };
  }
  function announce(text: string) {
    // The same words again are said again.
    set({ announced: reader.announced === text ? `${text}\u00a0` : text });
  }
  function set(next: Partial<Reader>) {
    reader = { ...reader, ...next };
    for (const listener of listeners) listener();
  }
  function page() {
    return { me: viewer?.id, active: reader.active };
  }
  /** Shows what `known` and `sent` hold now. */
  function publish() {
    set(derive(known, reader.filters, page(), reader));
  }
  /** Looks at the marks in another way, as one more step of the browser's history. */
  function turn(next: Partial<Looked>) {
    see(next);
    const { pathname, search: before, hash } = location;
    const after = withLook(before, reader);
    if (after !== before) history.pushState(null, "", `${pathname}${after}${hash}`);
  }
  function see(next: Partial<Looked>) {
    const filters = next.filters ?? reader.filters;
    const changed = filters !== reader.filters;
    const shown = changed ? reader.annotations.filter((a) => passes(a, filters, page())) : reader.shown;
    set({ ...next, shown });
    if (changed)
      announce(
        shown.length === 0
          ? "No annotations match these filters."
          : `${shown.length} of ${reader.annotations.length} annotations shown.`,
      );
  }
  /** On a phone a card opens where the filters lie. */
  const opening = (id: string | null) => ({
    active: id,
    panel: id && reader.panel === "filters" ? null : reader.panel,
  });
  /** As this page's version shows it. */
  function here(now: Annotation, answered = true): Annotation {
    const page = { versionId: article.version.id, current: !past && reader.newer === null };
    return fitting(placed(now, known.get(now.id), page, answered));
  }
  function put(annotation: Annotation) {
    known.set(annotation.id, here(annotation));
    publish();
  }
  function take(id: string) {
    known.delete(id);
    sent.delete(id);
    if (reader.active === id || reader.writing === id) set({ active: null, writing: null });
    publish();
  }
  /**
   * What its reader may not see any more goes. Where they are writing at it, its words and its thread go, and what they
   * write stays before them until they look away.
   */
  function leave(id: string) {
    const before = known.get(id);
    const fields = document.querySelectorAll<HTMLTextAreaElement>(`[data-card="${CSS.escape(id)}"] textarea`);
    const held = before && (reader.writing === id || [...fields].some((field) => field.value !== ""));
    talk.forget(id);
    if (held) {
      stubs.add(id);
      const thread = { ...newThread(before.createdAt), canSettle: false };
      known.set(id, { ...before, ...NOTHING, ...{ thread, replyCount: 0, canEdit: reader.writing === id } });
      return;
    }
    known.delete(id);
    sent.delete(id);
    if (reader.active === id || reader.writing === id) set({ active: null, writing: null });
  }
  function tellOthers() {
    channel?.postMessage(article.id);
  }

  /**
   * Asks for all annotations again, as they stand in the version of this page, and keeps every value that did not change,
   * and what has not been sent. A version that was published meanwhile is only told of.
   */
  async function refresh() {
    fetched = Date.now();
    const { number } = article.version;
    const [found, versions] = await Promise.all([
      all<Annotation>(`articles/${article.id}/annotations?version=${number}`),
      call<{ items: ListedVersion[] }>("GET", `articles/${article.id}/versions`),
    ]);
    if (versions.ok) {
      const latest = versions.value.items.find((version) => version.current)?.number ?? number;
      set({ versions: versions.value.items, newer: past || latest <= number ? null : latest });
    }
    if (!found.ok) {
      if (found.status !== 404) return;
      set({ ended: true, arrived: [] });
      for (const id of known.keys()) if (!outbox?.pending(id)) leave(id);
      return publish();
    }
    if (reader.ended) set({ ended: false });
    const seen = new Set<string>();
    for (const now of found.value) {
      seen.add(now.id);
      const before = known.get(now.id);
      if (outbox?.pending(now.id)) continue;
      if (!before || differs(before, fitting(now))) known.set(now.id, fitting(now));
      if (before && before.replyCount !== now.replyCount && talk.replies(now.id)) void talk.loadReplies(now.id);
    }
    for (const id of known.keys()) if (!seen.has(id) && !outbox?.pending(id)) leave(id);
    set({ arrived: [], refreshed: reader.refreshed + 1 });
    publish();
  }

  /**
   * What others wrote, changed or took away. What this reader is changing stays as it is here; an open note that is gone is
   * left to its reader until they look away.
   */
  async function hear({ annotations: ids, threads, all: everything }: Happened) {
    if (everything || ids.size > MOST_IDS) return refresh();
    const query = `ids=${[...ids].join(",")}&version=${article.version.number}`;
    const found = await call<{ items: Annotation[] }>("GET", `articles/${article.id}/annotations?${query}`);
    if (!found.ok) return;
    const now = new Map(found.value.items.map((one) => [one.id, one]));
    const come: Annotation[] = [];
    const written: string[] = [];
    for (const id of ids) {
      const fresh = now.get(id);
      const before = known.get(id);
      if (outbox?.pending(id)) continue;
      if (!fresh) leave(id);
      else if (before && !differs(before, fitting(fresh))) continue;
      else if (before || fresh.author.id === viewer?.id || !busy()) known.set(id, fitting(fresh));
      else come.push(fitting(fresh));
      // What waits is said where it waits.
      if (!fresh || !known.has(id)) continue;
      const { kind, author, replyCount } = fresh;
      if (before && replyCount > before.replyCount) written.push(`New reply to the ${kind} of ${author.name}.`);
      else if (!before && author.id !== viewer?.id) written.push(`New ${kind} by ${author.name}.`);
    }
    if (written.length > 0)
      announce(written.length > MOST_SAID ? `${written.length} new annotations.` : written.join(" "));
    for (const id of threads) if (talk.replies(id) && known.has(id)) void talk.loadReplies(id);
    const waiting = new Map([...reader.arrived, ...come].map((one) => [one.id, one]));
    for (const id of ids) if (!now.has(id)) waiting.delete(id);
    set({ arrived: [...waiting.values()] });
    publish();
  }
  /** Something new in the margin would move what is under the pointer, or beside what is being written. */
  function busy() {
    return (
      reader.writing !== null ||
      reader.active !== null ||
      document.querySelector("[data-margin]:hover, [data-margin]:focus-within") !== null
    );
  }

  /** Starts what needs a browser: unsent marks, the remembered layer, a mark named by the address, other tabs, coming back. */
  function connect(show: Toast): () => void {
    toast = show;
    const ending = new AbortController();
    const { signal } = ending;
    if (typeof BroadcastChannel !== "undefined") {
      channel = new BroadcastChannel("gloss");
      channel.onmessage = ({ data }) => data === article.id && void refresh();
    }
    const deafToReads = heardRead((what) => {
      if (what === "more") return void refresh();
      const one = known.get(what.annotationId);
      if (one) put({ ...one, thread: { ...one.thread, unread: false } });
    });
    const back = () => {
      if (document.visibilityState !== "visible") return;
      outbox?.retry();
      if (Date.now() - fetched > FRESH_MS) void refresh();
    };
    document.addEventListener("visibilitychange", back, { signal });
    window.addEventListener("focus", back, { signal });
    window.addEventListener("online", () => outbox?.retry(), { signal });
    window.addEventListener("hashchange", named, { signal });
    const stepped = () => {
      const said = lookedAt(location.search);
      if (withLook("", said) !== withLook("", reader)) see(said);
    };
    window.addEventListener("popstate", stepped, { signal });
    fetched = Date.now();
    if (viewer)
      set({ layer: rememberedLayer(viewer.id, article.id, groups, openedFrom(search), assigned[0]?.group.id) });
    outbox?.resume();
    named();
    if (since) hearLater(signal);
    return () => {
      deafToReads();
      ending.abort();
      channel?.close();
      channel = undefined;
    };
  }
  /** Hears of others once that part of the script is here; where it did not come it is asked for again. */
  function hearLater(signal: AbortSignal) {
    void import("./live").then(
      ({ listen }) => {
        if (signal.aborted) return;
        const page = { articleId: article.id, viewerId: viewer?.id, since };
        const deaf = listen(page, hear, () => window.dispatchEvent(new Event("gloss:presence")), sayNoticed);
        signal.addEventListener("abort", deaf);
      },
      () => setTimeout(() => signal.aborted || hearLater(signal), AGAIN_MS),
    );
  }
  function named() {
    const id = location.hash.slice(1);
    const reply = new URLSearchParams(location.search).get("reply");
    if (known.has(id)) set({ active: id, activeFrom: "link", lit: reply });
  }

  return {
    get: () => reader,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    connect,
    /** The server sent the page again: what it says of the article and the groups holds, the text never changes. */
    renew(next: Pick<Given, "article" | "groups" | "search">) {
      const said = lookedAt(next.search ?? "");
      if (next.search !== asked && withLook("", said) !== withLook("", reader)) see(said);
      asked = next.search;
      const same = JSON.stringify(next.groups) === JSON.stringify(reader.groups);
      if (next.article.revision === reader.article.revision && same) return;
      const { number } = next.article.version;
      const newer = !past && number > article.version.number ? number : reader.newer;
      set({ article: { ...next.article, version: article.version }, groups: next.groups, newer });
    },
  };
}

/** Choosing a place waits for nothing: it can be pressed again, and the words of the note are not touched by it. */
const NOT_ATTACHED: Record<number, string> = {
  0: "Gloss cannot be reached right now, so this was not saved. Try again when you are online.",
  401: "Your session has ended. Sign in, and choose the passage again.",
  412: "A new version of the text was published meanwhile. Read it, and find the place there.",
};

const gone: Outcome<Annotation> = { ok: false, status: 404, message: "This note is not there any more." };
