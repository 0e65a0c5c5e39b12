import { z } from "zod";
import { COLOURS } from "../colours";
import { tidy } from "../line";
import type { Kind, Within } from "./annotation";
import { type ListedArticle, listedArticle } from "./article";
import { removalReason } from "./moderation";
import { email, type Person, person } from "./user";
import { id, line, page, prose, storable, tagName, time } from "./wire";

export const role = z.enum(["owner", "lead", "member", "guest"]);
export type Role = z.infer<typeof role>;

/** Who comes in, and who reads: the invited, whoever has its link, or anyone. */
export const groupKind = z.enum(["invite", "link", "public"]);
export type GroupKind = z.infer<typeof groupKind>;
/** What a group's standing link (of a public one, its page) does: lets in, lets ask, or nothing. */
export const joins = z.enum(["at-once", "ask", "nobody"]);
export type Joins = z.infer<typeof joins>;

export const newGroup = z.object({
  name: line(100, "A name"),
  description: prose(2000).default(""),
  kind: groupKind.default("invite"),
});
export type NewGroup = z.infer<typeof newGroup>;
export const groupPatch = z
  .object({
    name: line(100, "A name"),
    description: prose(2000),
    /** Put away, to read alone. */
    archived: z.boolean(),
    /** To be deleted in seven days; `false` takes that back. */
    ending: z.boolean(),
    premoderated: z.boolean(),
    /** Public only while nobody's notes stand in it, and it reads public articles alone. */
    kind: groupKind,
  })
  .partial();
export type GroupPatch = z.infer<typeof groupPatch>;

export const group = z.object({
  id,
  name: z.string(),
  description: z.string(),
  /** Null for somebody who only looks at a public group. */
  role: role.nullable(),
  kind: groupKind,
  /** How others come in by themselves; null where they do not, by its kind. */
  joins: joins.nullable(),
  sample: z.boolean(),
  /** Put away: to read alone. */
  archived: z.boolean(),
  /** To be deleted then, and to read alone until then. */
  endsAt: time.nullable(),
  /** What members write waits for a lead to let it stand. */
  premoderated: z.boolean(),
  /** Who asks to be let in, as far as I am asked. */
  requests: z.number(),
  /** How many things were reported, or wait to be let stand, as far as that is for me to settle. */
  waits: z.number(),
  /** I may write in it now. */
  writes: z.boolean(),
  members: z.number(),
  readings: z.number(),
  createdAt: time,
});
export type Group = z.infer<typeof group>;

/** As a group stands in a list: with the last few titles it was brought. */
export const listedGroup = group.extend({
  latest: z.array(listedArticle.pick({ id: true, title: true, dir: true, language: true })),
});
export type ListedGroup = z.infer<typeof listedGroup>;

/** One of a group's readings; `marks` counts what this viewer may see of them in this group. */
export const groupReading = z.object({
  article: listedArticle.pick({
    id: true,
    title: true,
    dir: true,
    language: true,
    byline: true,
    publishedAt: true,
    words: true,
    sample: true,
  }),
  marks: z.number(),
  /** Discussed per section: what a member of one writes is for it alone. */
  bySection: z.boolean(),
  by: person,
  at: time,
});
export type GroupReading = z.infer<typeof groupReading>;

type Begun = {
  id: string;
  kind: Kind;
  /** How the quote and the words begin. */
  exact: string;
  body: string;
  by: { id: string; name: string };
  article: Pick<ListedArticle, "id" | "title" | "dir" | "language">;
  at: string;
  within: Within | null;
};
/** What somebody else wrote in a group since I was there: a note, or a reply below one. */
export type Lately = Begun & { annotationId: string; reply: boolean; question: boolean };
/** Questions that nobody has settled: how many answers each has, how many have it too; and how many there are of them. */
export type OpenQuestions = { items: (Begun & { answers: number; asks: number })[]; all: number };

export const member = z.object({ id, name: z.string(), role, sectionId: id.nullable(), joinedAt: time });
export type Member = z.infer<typeof member>;
/** Another role, or another section (`null`: none). */
export const memberPatch = z
  .object({ role, sectionId: id.nullable() })
  .partial()
  .refine((a) => Object.keys(a).length > 0, { message: "Nothing to change." });

const asked = z.string().max(200).refine(storable).optional().catch(undefined);
/** Words of a name, where the page of the list begins, and whose forms are to come with it, as an address says them. */
export const peopleQuery = z.object({ q: asked, cursor: asked, member: asked, section: asked });

/** The same as the API takes it; `q` is words of a name. */
export const membersQuery = page.extend({ q: z.string().max(200).refine(storable).optional() });

/** `notes` for who leaves; `reason` for the log, where somebody is taken out. */
export const leaving = z.object({ notes: z.enum(["mine", "stay"]).default("stay"), reason: removalReason });

export type MemberPatch = z.infer<typeof memberPatch>;

/** One of the tags that a group's leads set. */
export const vocabularyTag = z.object({
  tag: tagName("A tag's name"),
  colour: z.enum(COLOURS),
  help: prose(200).transform(tidy).default(""),
});
export type VocabularyTag = z.infer<typeof vocabularyTag>;
const vocabularyTags = z
  .array(vocabularyTag)
  .max(50, "At most 50 tags.")
  .refine((tags) => new Set(tags.map((one) => one.tag.toLocaleLowerCase())).size === tags.length, {
    message: "Two of them have the same name.",
  });
export const newVocabulary = z.object({ items: vocabularyTags });
/** The same as a form sends it: as JSON. */
export const vocabularyForm = z.object({
  groupId: id,
  tags: z
    .string()
    .max(100_000)
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: "custom", message: "That could not be read." });
        return z.NEVER;
      }
    })
    .pipe(vocabularyTags),
});

/** A group as a layer of an article that it reads. */
export type GroupOfReading = {
  id: string;
  name: string;
  writes: boolean;
  /** I am in it. */
  mine: boolean;
  /** Anyone may read what is written in it. */
  open: boolean;
  /** The tags its leads set, to be offered first in it. */
  vocabulary: VocabularyTag[];
  /** I lead it. */
  leads: boolean;
  /** Who leads it, but for me. */
  ledBy: { id: string; name: string }[];
  sections: { id: string; name: string }[];
  /** The section that what I write for it is for; null: for all of it. */
  section: { id: string; name: string } | null;
  /** Its students go by made-up names on this article. */
  pseudonyms: boolean;
  /** As whom the others see what I write for it, where that is a made-up name; those who lead it see my own. */
  called: Person | null;
};

const sectionName = line(60, "A name");
export const newSection = z.object({ name: sectionName });
export const section = z.object({ id, name: z.string(), members: z.number() });
export type Section = z.infer<typeof section>;

/** Somebody who asks to be let in. */
export const joinRequest = z.object({
  id,
  user: person,
  message: z.string(),
  role,
  /** Came by an invitation that was sent to another address than theirs; `name` as a roster says it. */
  invited: z.object({ name: z.string().nullable(), email: z.string() }).nullable(),
  createdAt: time,
});
export type JoinRequest = z.infer<typeof joinRequest>;
export const joinMessage = z.object({ message: prose(1000).default("") });

export const newInvite = z.object({
  role: role.default("member"),
  /** Seconds; a week unless given, a minute at least, a year at most. */
  expiresIn: z
    .number()
    .int()
    .min(60)
    .max(365 * 86_400)
    .default(7 * 86_400),
  maxUses: z.number().int().min(1).max(10_000).nullish(),
  /** Whoever opens it asks to join, and a lead decides. */
  approval: z.boolean().optional(),
});
export type NewInvite = z.infer<typeof newInvite>;
/** The same as a form sends it: days and an empty field, in words. */
export const inviteForm = z
  .object({
    groupId: id,
    role,
    days: z.coerce.number(),
    maxUses: z.string().trim(),
    approval: z
      .literal("on")
      .optional()
      .transform((value) => value === "on"),
  })
  .transform(({ days, maxUses, ...rest }, context) => {
    const parsed = newInvite
      .extend({ groupId: id })
      .safeParse({ ...rest, expiresIn: days * 86_400, maxUses: maxUses === "" ? null : Number(maxUses) });
    if (parsed.success) return parsed.data;
    for (const { message, path } of parsed.error.issues)
      context.addIssue({ code: "custom", message, path: path.map((name) => (name === "expiresIn" ? "days" : name)) });
    return z.NEVER;
  });
export const invite = z.object({
  id,
  role,
  approval: z.boolean(),
  createdAt: time,
  expiresAt: time,
  maxUses: z.number().nullable(),
  uses: z.number(),
  createdBy: z.object({ id, name: z.string() }),
});
export type Invite = z.infer<typeof invite>;

/** Addresses to invite by mail. */
export const MOST_INVITED = 30;
export const newInvitations = z.object({
  emails: z.array(email).min(1, "Enter an address.").max(MOST_INVITED, `At most ${MOST_INVITED} addresses at once.`),
  role: role.default("member"),
});
export type NewInvitations = z.infer<typeof newInvitations>;
/** An address as people paste it: alone, or as `Ada Byron <ada@example.org>`. */
const addressIn = (text: string) => /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text;
/** The same as a form sends it: one address a line, or between commas; what is wrong is said of each by its line. */
export const invitationsForm = z
  .object({ groupId: id, emails: z.string().max(20_000), role })
  .transform(({ groupId, emails, role }, context) => {
    const found: string[] = [];
    emails.split("\n").forEach((line, i) => {
      for (const part of line.split(/[,;]/).filter((one) => one.trim())) {
        const parsed = email.safeParse(addressIn(part));
        if (parsed.success) found.push(parsed.data);
        else
          context.addIssue({
            code: "custom",
            path: ["emails"],
            message: `Line ${i + 1}: “${part.trim().slice(0, 60)}” does not look like an e-mail address.`,
          });
      }
    });
    const all = newInvitations.safeParse({ emails: [...new Set(found)], role });
    if (all.success) return { groupId, ...all.data };
    for (const { message } of all.error.issues) context.addIssue({ code: "custom", path: ["emails"], message });
    return z.NEVER;
  });
/** An invitation that nobody has accepted yet. `url` where no mail is sent: to be copied. */
export const mailed = z.object({
  id,
  email: z.string(),
  role,
  createdAt: time,
  expiresAt: time,
  createdBy: person,
});
export type Mailed = z.infer<typeof mailed>;
export const shownInvitation = mailed.extend({ url: z.url().nullable() });
export type ShownInvitation = z.infer<typeof shownInvitation>;
/** A group that I was invited into by mail. */
export type Invited = {
  id: string;
  group: { id: string; name: string };
  invitedBy: { id: string; name: string };
  createdAt: string;
  /** I am in it already: its roster names me, and what that says counts once I accept. */
  member: boolean;
};

/** What a working invite link says to whoever holds it. */
export const invitation = z.object({
  group: z.object({ id, name: z.string(), description: z.string() }),
  /** Null for a group's standing link, which nobody gives by name. */
  invitedBy: person.nullable(),
  role,
  /** A lead decides, and whether this viewer asked already. */
  approval: z.boolean(),
  /** It was sent by mail, to another address than this viewer's. */
  elsewhere: z.boolean(),
  asked: z.boolean(),
  /** The viewer is in the group already. */
  member: z.boolean(),
  /** They are, and its roster names them by their address: what it says of them counts once they accept. */
  confirms: z.boolean(),
});
export type Invitation = z.infer<typeof invitation>;

/** The standing link of a group as who leads it sees it; null where it has none or is switched off. */
export const groupLink = z.object({ joins, url: z.url().nullable() });
/** What it does from now on; `renew` makes the former address worthless. */
export const groupLinkPatch = z.object({ joins: joins.optional(), renew: z.boolean().optional() });
export type GroupLinkPatch = z.infer<typeof groupLinkPatch>;
/** How it stands with somebody who looks at a public group from outside. */
export type Asking = { asked: boolean; declinedAt: string | null };

export const newReading = z.object({ articleId: id });
export const readingPatch = z.object({ bySection: z.boolean() });
export const requestAnswer = z.object({ letIn: z.boolean() });
