/**
 * A failure that a person can be told about: RFC 9457's fields, thrown by `db/` and turned into an answer by
 * `app/boundary.ts`. `detail` says what happened and what to do; it never names what the viewer may not know of.
 */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly more: {
      /** Messages by field, for a form to show beside its inputs. */
      errors?: Record<string, string[]>;
      headers?: Record<string, string>;
      /** RFC 9457 extension members, as `{ current: {...} }` on a stale write. */
      extra?: Record<string, unknown>;
    } = {},
  ) {
    super(detail);
    this.name = "Problem";
  }
}

/** "Not there" and "not yours" are this one answer, in the same bytes. */
export function notFound(): never {
  throw new Problem(404, "Not found", "There is nothing here, or it is not shared with you.");
}
export function unauthenticated(): never {
  throw new Problem(401, "Sign in first", "You need to be signed in to do this.");
}
export function forbidden(detail: string): never {
  throw new Problem(403, "Not allowed", detail);
}
export function invalid(errors: Record<string, string[]>, detail = "Some of what was sent cannot be used."): never {
  throw new Problem(400, "Check what you entered", detail, { errors });
}
export function conflict(detail: string, extra?: Record<string, unknown>): never {
  throw new Problem(409, "Conflict", detail, { extra });
}
/** The thing changed since the caller read it; `current` is how it stands now, so that nothing typed is lost. */
export function stale(current: unknown, errors?: Record<string, string[]>): never {
  throw new Problem(412, "Changed meanwhile", "Somebody changed this since you opened it. Compare, then save again.", {
    errors,
    extra: { current },
  });
}
export function tooLarge(detail: string): never {
  throw new Problem(413, "Too large", detail);
}
export function unprocessable(detail: string, errors?: Record<string, string[]>): never {
  throw new Problem(422, "Cannot be done with this text", detail, { errors });
}
/** @param seconds until another try can succeed, at least 1 */
export function tooMany(detail: string, seconds: number): never {
  throw new Problem(429, "Too many tries", detail, {
    headers: { "Retry-After": String(Math.max(1, Math.ceil(seconds))) },
  });
}

/** The digest under which a lost database reaches a page that could not be made; the page then says so. */
export const UNAVAILABLE = "UNAVAILABLE";
