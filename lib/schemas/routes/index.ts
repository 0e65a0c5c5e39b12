import { z } from "zod";
import { ANNOTATIONS } from "./annotations";
import { ARTICLES } from "./articles";
import { ASSIGNMENTS } from "./assignments";
import { GROUPS } from "./groups";
import { INSTANCE } from "./instance";
import { MODERATION } from "./moderation";
import { NOTICES } from "./notices";
import { ROSTER } from "./roster";
import type { Route } from "./route";

export type { Route } from "./route";

/** Every call of version 1, as `app/api/v1` answers it. A test holds this table against the folders there. */
export const ROUTES: readonly Route[] = [
  ...INSTANCE,
  ...ARTICLES,
  ...ANNOTATIONS,
  ...MODERATION,
  ...GROUPS,
  ...ROSTER,
  ...ASSIGNMENTS,
  ...NOTICES,
];

/** RFC 9457. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  /** `urn:uuid:` and the request's id, as in `X-Request-Id` and in the server's log. */
  instance: z.string().optional(),
  errors: z.record(z.string(), z.array(z.string())).optional(),
});
