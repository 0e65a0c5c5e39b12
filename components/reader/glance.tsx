import type { Annotation } from "@/lib/schemas/annotation";

/** Signs of Markdown that mean nothing where a note is shown by its first words. */
const SIGNS = /^\s*(?:[>#]+|[-*+]|\d+\.)\s+|[*_`~]{1,3}|!?\[([^\]]*)\]\([^)]*\)/gm;

/** Lines that quote, one below the other. */
const QUOTED = /^[ \t]*>.*(?:\n[ \t]*>.*)*/gm;

/**
 * How a note begins, in one line without its Markdown, quoted words in quotation marks; empty for one without words.
 */
export const firstWords = ({ body }: Pick<Annotation, "body">) =>
  body
    .slice(0, 400)
    .replace(QUOTED, (lines) => `“${lines.replace(/^[ \t]*>+[ \t]*/gm, "").trim()}”`)
    .replace(SIGNS, "$1")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 220);

export const reacted = ({ thread: { reactions } }: Annotation) =>
  reactions.agree + reactions.helpful + reactions.question;

/** What became of a note, in few words: a question and how it stands, its replies, what was pressed. */
export function Became({ annotation }: { annotation: Annotation }) {
  const { question, resolved, acceptedReplyId } = annotation.thread;
  const { replyCount } = annotation;
  const pressed = reacted(annotation);
  const said = [
    question && (resolved ? (acceptedReplyId ? "Answered" : "Resolved") : "Open question"),
    !question && resolved && "Resolved",
    replyCount > 0 && (replyCount === 1 ? "1 reply" : `${replyCount} replies`),
    pressed > 0 && (pressed === 1 ? "1 reaction" : `${pressed} reactions`),
  ].filter((each) => each !== false);
  if (said.length === 0) return null;
  const asks = question && !resolved;
  return (
    <span className="text-ink-3 text-xs">
      {said.map((each, i) => (
        <span key={each} className={i === 0 && asks ? "font-medium text-accent" : ""}>
          {i > 0 && " · "}
          {each}
        </span>
      ))}
    </span>
  );
}

/** New to this reader. */
export const Fresh = () => (
  <span className="size-1.5 shrink-0 rounded-full bg-accent" title="New to you">
    <span className="sr-only">New to you</span>
  </span>
);
