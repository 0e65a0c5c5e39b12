import { z } from "zod";
import { common } from "./passwords";
import { id, line, storable, time, timeZone } from "./wire";

export const name = line(80, "A name");
export const email = z
  .string()
  .trim()
  .max(254, "That address is too long.")
  .pipe(z.email("That does not look like an e-mail address."))
  .transform((value) => value.toLowerCase());
export const password = z
  .string()
  .min(8, { error: "At least 8 characters.", abort: true })
  .max(128, { error: "At most 128 characters.", abort: true })
  .refine((value) => !common(value), "That password is on every list of common ones. Choose another.");

export const newUser = z.object({ name, email, password, invite: z.string().max(100).optional() });
export type NewUser = z.infer<typeof newUser>;
/** Signing in never judges the shape of a password: a wrong one is simply wrong. */
export const credentials = z.object({
  email: z.string().trim().toLowerCase().max(254).refine(storable),
  password: z.string().max(1024),
});
export type Credentials = z.infer<typeof credentials>;

const reading = {
  theme: z.enum(["system", "light", "dark"]),
  size: z.number().int().min(15).max(28),
  width: z.enum(["narrow", "medium", "wide"]),
  leading: z.enum(["tight", "medium", "loose"]),
  face: z.enum(["serif", "sans"]),
  /** Single-letter keys (WCAG 2.1.4: they can be switched off). */
  keys: z.boolean(),
  /** A screen reader hears in the text where a mark begins and ends and whose it is, and at a card its passage. */
  cues: z.boolean(),
};
export const readingSettings = z.object({
  theme: reading.theme.default("system"),
  size: reading.size.default(20),
  width: reading.width.default("medium"),
  leading: reading.leading.default("medium"),
  face: reading.face.default("serif"),
  keys: reading.keys.default(true),
  cues: reading.cues.default(true),
});
/** Some of the settings; the rest stay as they are (a default would put them back). */
export const readingSettingsPatch = z.object(reading).partial();
export type ReadingSettings = z.infer<typeof readingSettings>;

export { timeZone };

/** Whoever asks. `null` is a reader who is not signed in. */
export type Viewer = {
  id: string;
  name: string;
  email: string | null;
  role: "admin" | "member";
  emailVerified: boolean;
  settings: Partial<ReadingSettings>;
} | null;
export type Account = NonNullable<Viewer>;

export const me = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  role: z.enum(["admin", "member"]),
  emailVerified: z.boolean(),
  createdAt: time,
});
export type Me = z.infer<typeof me>;

/** What anyone may know of anyone: an id and a name. A former member's name is "Former member". */
export const person = z.object({
  id,
  name: z.string(),
  /** Known to this viewer by a made-up name alone: neither it nor the id stands for anybody elsewhere. */
  pseudonym: z.literal(true).optional(),
});
export type Person = z.infer<typeof person>;
