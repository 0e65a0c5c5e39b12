import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * How much of what is being sent this process holds at once. A body is counted by the length that its request declares,
 * before any of it is read, until it is answered and whoever works on it is done.
 */

const MB = 1024 * 1024;

/** No request may carry more; a body that declares no length counts as one of these. */
export const LARGEST_BODY = 48 * MB;
/** What people write fits into this. Such bodies have a budget of their own, which uploads cannot fill up. */
export const SMALL_BODY = 64 * 1024;

/** Bytes that are held at once: of small bodies, of larger ones, and of larger ones from one address. */
export type Budget = { small: number; large: number; address: number };
const BUDGET: Budget = { small: 64 * MB, large: 256 * MB, address: 128 * MB };
/** After which to try again, where there is no room. */
const FULL_SECONDS = 5;

/** Counts no more for this body what was counted; once, however often it is called. */
type Release = () => void;

/** Counts bodies against a budget. */
export class Bodies {
  private small = 0;
  private large = 0;
  private readonly addresses = new Map<string, number>();

  constructor(private readonly budget: Budget) {}

  /** Bytes that are counted now. */
  get held(): number {
    return this.small + this.large;
  }

  /** @returns null where there is no room for so many bytes from this address */
  hold(bytes: number, address: string): Release | null {
    const theirs = this.addresses.get(address) ?? 0;
    if (bytes <= SMALL_BODY) {
      if (this.small + bytes > this.budget.small) return null;
      this.small += bytes;
    } else {
      if (this.large + bytes > this.budget.large || theirs + bytes > this.budget.address) return null;
      this.large += bytes;
      this.addresses.set(address, theirs + bytes);
    }
    let counted = true;
    return () => {
      if (!counted) return;
      counted = false;
      if (bytes <= SMALL_BODY) this.small -= bytes;
      else {
        this.large -= bytes;
        const left = (this.addresses.get(address) ?? 0) - bytes;
        if (left > 0) this.addresses.set(address, left);
        else this.addresses.delete(address);
      }
    };
  }
}

const bodies = new Bodies(BUDGET);

/** Bytes for which room is needed; 0 for a request without a body, and for one that is too large to be read at all. */
function lengthOf({ headers }: IncomingMessage): number {
  if (headers["transfer-encoding"] !== undefined) return LARGEST_BODY;
  const declared = Number(headers["content-length"] ?? 0);
  return declared > LARGEST_BODY ? 0 : declared;
}

/**
 * Counts the body of a request, or answers 503 where there is no room for it; what comes of it then is thrown away.
 * @returns null when it was answered; else `retain`, by which who still works on the body after its answer was sent or
 * given up keeps it counted until they call what it returns
 */
export function admitBody(
  request: IncomingMessage,
  response: ServerResponse,
  all: Bodies = bodies,
): { retain: () => Release } | null {
  const release = all.hold(lengthOf(request), String(request.headers["x-gloss-address"] ?? ""));
  if (!release) {
    refuse(request, response);
    return null;
  }
  let holders = 0;
  const retain = () => {
    holders += 1;
    let holding = true;
    return () => {
      if (!holding) return;
      holding = false;
      holders -= 1;
      if (holders === 0) release();
    };
  };
  response.once("close", retain());
  return { retain };
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  const detail = "Too much is being sent to Gloss right now. Nothing is lost. Try again in a moment.";
  response.statusCode = 503;
  response.setHeader("Retry-After", String(FULL_SECONDS));
  response.setHeader("Cache-Control", "private, no-store");
  if (request.url?.startsWith("/api/")) {
    const instance = response.getHeader("x-request-id");
    response.setHeader("Content-Type", "application/problem+json");
    response.end(
      JSON.stringify({
        ...{ type: "about:blank", title: "Busy", status: 503, detail },
        ...(instance !== undefined && { instance: `urn:uuid:${instance}` }),
      }),
    );
  } else {
    response.setHeader("Content-Type", "text/plain; charset=utf-8");
    response.end(`${detail}\n`);
  }
  request.resume();
}
