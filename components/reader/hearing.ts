type Said = { event: string; data: { article: string; id?: string; annotation?: string } };

/** What happened: notes to ask for, threads to ask for, and whether all has to be asked for again. */
export type Happened = { annotations: ReadonlySet<string>; threads: ReadonlySet<string>; all: boolean };

/** Milliseconds in which what arrives is gathered, to be asked for at once: the server has gathered already. */
const GATHER_MS = 30;
/** Milliseconds over which those who were all told at once to ask for everything spread themselves. */
const SPREAD_MS = 1_000;

/**
 * Gathers what a page is told and asks for it: one read at a time. What comes while one is on its way waits for the next,
 * so that a slow network is asked the less often.
 */
export function createHearing(read: (what: Happened) => Promise<void>): {
  hear: (said: Said) => void;
  stop: () => void;
} {
  let annotations = new Set<string>();
  let threads = new Set<string>();
  let all = false;
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let reading = false;
  let stopped = false;

  const waits = () => all || annotations.size > 0 || threads.size > 0;
  const soon = () => {
    if (!reading && !stopped && waits())
      gathering ??= setTimeout(() => void ask(), GATHER_MS + (all ? Math.random() * SPREAD_MS : 0));
  };
  async function ask() {
    gathering = undefined;
    reading = true;
    const what = { annotations, threads, all };
    annotations = new Set();
    threads = new Set();
    all = false;
    await read(what).catch(() => {});
    reading = false;
    soon();
  }

  return {
    hear: ({ event, data }) => {
      if (event === "annotation" && data.id) annotations.add(data.id);
      else if (event === "reply" && data.annotation) {
        annotations.add(data.annotation);
        threads.add(data.annotation);
      } else all = true;
      soon();
    },
    stop: () => {
      stopped = true;
      clearTimeout(gathering);
    },
  };
}
