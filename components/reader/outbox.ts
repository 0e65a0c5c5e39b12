import { newThread } from "@/lib/reactions";
import type { Annotation, AnnotationPatch, NewAnnotationInput } from "@/lib/schemas/annotation";
import { call, passing, TOO_FAST } from "./client";
import { drop, keep, kept } from "./drafts";
import type { Outcome, Sent } from "./model";

/**
 * What the server has not yet confirmed of one annotation. `put` creates it; `patch` changes it after that. They stay apart
 * because a lost answer may have hidden a success: the server takes the very same `put` again, and never another one.
 */
type Pending = {
  shown: Annotation;
  put?: NewAnnotationInput;
  patch?: AnnotationPatch;
  /** The revision that `patch` changes. */
  base: number;
  refused?: string;
};

export const FAST =
  "You are quicker than Gloss can save. This is kept in this browser, and goes by itself in a moment.";

/** Said to the window when the server takes another thing for true than this page: it is fetched anew. */
export const OUTDATED = "gloss:outdated";

const KEY = "annotation:";
const isPending = (value: unknown): value is Pending =>
  typeof value === "object" &&
  value !== null &&
  "shown" in value &&
  typeof value.shown === "object" &&
  value.shown !== null &&
  ("put" in value || "patch" in value);

/**
 * Sends a person's marks, each one's changes in order, and keeps in this browser whatever has not arrived, through reloads
 * and lost connections. `changed` is told how an annotation stands after every step.
 */
export function createOutbox(userId: string, changed: (shown: Annotation, sent: Sent) => void) {
  const waiting = new Map<string, Pending>();
  const running = new Map<string, Promise<Outcome<Annotation>>>();
  /** With which revision each mark of this visit came into being: an editor that was open before says 0. */
  const born = new Map<string, number>();

  const remember = (id: string, entry: Pending) => {
    waiting.set(id, entry);
    keep(userId, KEY + id, entry);
  };
  const forget = (id: string) => {
    waiting.delete(id);
    drop(userId, KEY + id);
  };

  /** One step of one annotation: its `put`, or its `patch`. */
  async function step(id: string, entry: Pending): Promise<Outcome<Annotation>> {
    const { put, patch, base } = entry;
    const outcome = put
      ? await call<Annotation>("PUT", `annotations/${id}`, { body: put, as: userId })
      : await call<Annotation>("PATCH", `annotations/${id}`, { body: patch, revision: base, as: userId });
    // A patch whose answer was lost comes back as stale, with our own change as the current state: it did arrive.
    if (!outcome.ok && outcome.status === 412 && outcome.current && patch && holds(outcome.current, patch))
      return { ok: true, value: outcome.current };
    return outcome;
  }

  async function run(id: string): Promise<Outcome<Annotation>> {
    for (;;) {
      const entry = waiting.get(id);
      if (!entry) return { ok: false, status: 404, message: "There is nothing to send." };
      const outcome = await step(id, entry);
      const now = waiting.get(id);
      if (!now) return outcome;
      if (!outcome.ok) {
        if (passing(outcome.status)) {
          changed(now.shown, { state: "kept", why: outcome.status === TOO_FAST ? FAST : outcome.message });
          if (outcome.status === TOO_FAST) again(id, outcome.after ?? 1);
          return outcome;
        }
        if (outcome.errors?.readBy) window.dispatchEvent(new Event(OUTDATED));
        remember(id, { ...now, refused: outcome.message });
        changed(now.shown, { state: "refused", why: outcome.message });
        return outcome;
      }
      // What was changed while this was on its way is sent next, on the revision that just came back.
      const rest = entry.put ? now.patch : now.patch === entry.patch ? undefined : now.patch;
      if (entry.put) born.set(id, outcome.value.revision);
      if (!rest) {
        forget(id);
        changed(outcome.value, { state: "saved" });
        return outcome;
      }
      const { question, sectionId, withUserId, readBy: _, ...plain } = rest;
      const thread = { ...outcome.value.thread, ...(question !== undefined && { question }) };
      const shown = {
        ...outcome.value,
        ...plain,
        ...(sectionId !== undefined && { sectionId }),
        ...(withUserId !== undefined && { withUser: now.shown.withUser }),
        ...{ thread, quote: now.shown.quote, span: now.shown.span },
      };
      remember(id, { shown, patch: rest, base: outcome.value.revision });
      changed(shown, { state: "sending" });
    }
  }

  function flush(id: string): Promise<Outcome<Annotation>> {
    const busy = running.get(id);
    if (busy) return busy;
    const entry = waiting.get(id);
    if (entry) changed(entry.shown, { state: "sending" });
    const sending = run(id).finally(() => running.delete(id));
    running.set(id, sending);
    return sending;
  }

  /** Sends it when the server takes it again, unless that was done by then. */
  function again(id: string, seconds: number) {
    setTimeout(() => waiting.has(id) && void flush(id), seconds * 1000);
  }

  return {
    create(shown: Annotation, put: NewAnnotationInput) {
      remember(shown.id, { shown, put, base: 0 });
      return flush(shown.id);
    },
    /** `shown` is the annotation with the patch applied; `base` the revision that its editor showed. */
    change(shown: Annotation, patch: AnnotationPatch, base: number) {
      const { put, patch: earlier } = waiting.get(shown.id) ?? {};
      remember(shown.id, { shown, put, patch: { ...earlier, ...patch }, base: base || (born.get(shown.id) ?? 0) });
      return flush(shown.id);
    },
    /** Gives up what was not sent, and returns it so that it can be taken back. */
    discard(id: string): Pending | undefined {
      const entry = waiting.get(id);
      forget(id);
      return entry;
    },
    restore(id: string, entry: Pending) {
      remember(id, entry);
      return flush(id);
    },
    /** True while the server has not confirmed that the annotation exists. */
    unborn: (id: string) => waiting.get(id)?.put !== undefined,
    pending: (id: string) => waiting.get(id)?.shown,
    /** What is on its way of this annotation comes to. */
    sending: (id: string) => running.get(id),
    send(id: string) {
      const entry = waiting.get(id);
      if (!entry) return;
      const { put, patch } = entry;
      // Whoever sends again what was refused was told who reads it.
      const told = {
        ...(put && { put: { ...put, readBy: undefined } }),
        ...(patch && { patch: { ...patch, readBy: undefined } }),
      };
      if (entry.refused) remember(id, { ...entry, ...told });
      void flush(id);
    },
    /** Reads what earlier visits left, shows it, and sends it. */
    resume() {
      for (const [key, value] of Object.entries(kept(userId))) {
        if (!key.startsWith(KEY) || !isPending(value)) continue;
        const id = key.slice(KEY.length);
        // What an earlier version of Gloss kept knows of no talk below it and of nobody named.
        const { shown } = value;
        const thread = shown.thread ?? newThread(shown.createdAt);
        const whole = { ...value, shown: { ...shown, thread, mentions: shown.mentions ?? [] } };
        if (!waiting.has(id)) waiting.set(id, whole);
      }
      this.retry();
    },
    /** Sends again whatever may succeed now; what was refused waits for its author. */
    retry() {
      for (const [id, { shown, refused }] of waiting) {
        if (refused) changed(shown, { state: "refused", why: refused });
        else void flush(id);
      }
    },
  };
}
export type Outbox = ReturnType<typeof createOutbox>;

/** True when every field of the patch already stands in the annotation. */
function holds(current: Annotation, patch: AnnotationPatch): boolean {
  // Whom it names is the server's to settle: some may not be there to be named.
  const { quote, versionId: _, tags, question, withUserId, mentions: __, readBy: ___, ...plain } = patch;
  if (question !== undefined && question !== current.thread.question) return false;
  if (withUserId !== undefined && withUserId !== (current.withUser?.id ?? null)) return false;
  if (quote && (quote.exact !== current.quote.exact || quote.start !== current.quote.start)) return false;
  if (tags && tags.join("\n") !== current.tags.join("\n")) return false;
  const now: Record<string, unknown> = current;
  return Object.entries(plain).every(([field, value]) => (now[field] ?? null) === (value ?? null));
}
