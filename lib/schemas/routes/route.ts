import { z } from "zod";

type Method = "get" | "post" | "put" | "patch" | "delete";
export type Route = {
  path: string;
  method: Method;
  says: string;
  body?: z.ZodType;
  query?: z.ZodType;
  /** What is answered when all goes well, by status; `null` is no body, a string another media type. */
  answers: Readonly<Record<number, z.ZodType | string | null>>;
  /** Known failures beside 400, 403, 413, 415 for any body, and 404 for any address with an id in it. */
  fails?: readonly number[];
  /** Whether it can be asked without an account. */
  open?: boolean;
  /** `If-Match` with the revision is needed: 428 without it, 412 when it is not the present one. */
  revision?: boolean;
};

/** A page of a list. */
export const many = (item: z.ZodType) => z.object({ items: z.array(item), next: z.string().nullable() });
/** Any media type of a picture. */
export const picture = "image/*";
