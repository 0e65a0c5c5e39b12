import type { ListedVersion, Published, Publishing, Standings, VersionPreview } from "@/lib/schemas/version";

/** Why a version was not made: in words, and what there is to decide by. */
export type Refusal = {
  ok: false;
  status: number;
  message: string;
  errors?: Record<string, string[]>;
  /** 412: the version that somebody published meanwhile. */
  current?: ListedVersion;
  /** 409: what would become of the marks, to be confirmed. */
  confirm?: boolean;
  anchors?: Standings;
};
export type Answer<T> = { ok: true; value: T } | Refusal;
/** How far it is, from 0 to 1, and with what. */
export type Progress = { words: string; share: number };

const STAGES: Record<Extract<Publishing, { stage: string }>["stage"], { words: string; from: number; to: number }> = {
  reading: { words: "Reading the text", from: 0, to: 0.3 },
  comparing: { words: "Comparing the two texts", from: 0.3, to: 0.7 },
  marks: { words: "Placing the notes", from: 0.7, to: 0.9 },
  saving: { words: "Saving", from: 0.9, to: 1 },
};

const UNREACHABLE =
  "The answer did not arrive: Gloss cannot be reached right now. Nothing you typed is lost. Try again in a moment.";
const SIGNED_OUT = "You are signed out. Nothing you typed is lost: sign in, and come back to this page.";
const ODD = "Something went wrong. Nothing you typed is lost. Try again.";

type Asked = {
  me: string;
  articleId: string;
  body: { baseVersionId: string } & Record<string, unknown>;
  signal: AbortSignal;
  tell: (progress: Progress) => void;
};

/** What a new version would be; nothing a reader could see is changed. Null when it was cancelled. */
export const prepare = (asked: Asked) => send<VersionPreview>({ ...asked, body: { ...asked.body, preview: true } });
/** Publishes what was previewed. Null when it was cancelled, which may be too late. */
export const publish = (asked: Asked) => send<Published>(asked);

/** The answer is our own server's, line by line: how far it is, and at last the answer itself. */
async function send<T>({ me, articleId, body, signal, tell }: Asked): Promise<Answer<T> | null> {
  try {
    const response = await fetch(`/api/v1/articles/${articleId}/versions`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/x-ndjson", "Gloss-Reader": me },
      body: JSON.stringify(body),
      signal,
    });
    const streamed = response.headers.get("content-type")?.startsWith("application/x-ndjson");
    if (!streamed || !response.body) return refusal(response.status, await response.json().catch(() => ({})));
    for await (const line of lines(response.body)) {
      const said = JSON.parse(line);
      if ("stage" in said) {
        const { words, from, to } = STAGES[said.stage as keyof typeof STAGES] ?? STAGES.saving;
        tell({ words, share: from + (to - from) * said.share });
      } else return said.status < 300 ? { ok: true, value: said.body } : refusal(said.status, said.body);
    }
    return { ok: false, status: 0, message: UNREACHABLE };
  } catch {
    return signal.aborted ? null : { ok: false, status: 0, message: UNREACHABLE };
  }
}

function refusal(
  status: number,
  { detail, errors, current, confirm, anchors }: Partial<Refusal> & { detail?: string },
): Refusal {
  return {
    ok: false,
    status,
    message: status === 401 ? SIGNED_OUT : (detail ?? ODD),
    errors,
    current,
    confirm,
    anchors,
  };
}

async function* lines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const whole = rest.split("\n");
    rest = whole.pop() ?? "";
    for (const line of whole) if (line) yield line;
    if (done) break;
  }
  if (rest) yield rest;
}
