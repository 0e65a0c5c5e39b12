import { randomUUID } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { v7 as uuid } from "uuid";
import { cluster, type Sql } from "../db/testing.cluster";
import { mailbox, type Received } from "../db/testing.mail";
import { another, call, KEEPER, type Person, signIn, someone } from "./people";
import { type Server, serve } from "./server";

/**
 * Who asks. Ada writes. Bob, Cy, Lea (leads), Olga (owns) and Gus (a guest) are in her group, Cy in her section of it, Bob
 * in the other one; Fay was in it. Bea is a stranger whom Ada blocked, Sid one who asked to be let in. The keeper runs the
 * instance and is in no group.
 */
export const VIEWERS = ["ada", "bob", "cy", "lea", "olga", "gus", "fay", "bea", "sid", "keeper", "nobody"] as const;
export type Who = (typeof VIEWERS)[number];
const LEADS: Who[] = ["lea", "olga"];
export const CIRCLE: Who[] = ["ada", "bob", "cy", "gus", ...LEADS];

/** A word that stands in one row, or the id of that row, and who may come to see it. */
export type Canary = { word: string; may: Set<Who> };

/** A Gloss with a mail server, on a database that the test can write to past every rule. */
export async function makeWorld(browser: Browser) {
  const { url, sql, stop } = await cluster();
  const settings = {
    DATABASE_URL: url,
    GLOSS_SECRET: randomUUID() + randomUUID(),
    GLOSS_SAMPLE: "off",
  };
  const canaries: Canary[] = [];
  /** A word for one row; it begins and ends so that none is part of another. */
  const word = (name: string, may: readonly Who[]) => {
    const made = `zq-${name}-qz`;
    canaries.push({ word: made, may: new Set(may) });
    return made;
  };

  // Accounts are made where no mail is sent, and so without a letter for each.
  const first = await serve(settings);
  const people = new Map<Who, Person>();
  for (const who of VIEWERS) {
    if (who === "nobody") continue;
    // Their names are known to those who read with them, and to the keeper; Ada's and Lea's to all who read what is public.
    const known: Who[] = who === "bob" || who === "cy" ? [...CIRCLE, "keeper"] : [...VIEWERS];
    const person = {
      ...someone(
        who === "keeper" ? KEEPER.name : `${who[0]?.toUpperCase()}${who.slice(1)} ${word(`name-${who}`, known)}`,
      ),
      email: `${word(`address-${who}`, [who, "keeper"])}@example.org`,
    };
    people.set(who, person);
  }
  for (const who of ["keeper", ...VIEWERS.filter((one) => one !== "keeper")] as Who[]) {
    const person = people.get(who);
    if (!person) continue;
    const made = await fetch(`${first.url}/api/v1/users`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: first.url },
      body: JSON.stringify(person),
    });
    if (made.status !== 201) throw new Error(`${who}: ${made.status} ${await made.text()}`);
  }
  await first.stop();
  await sql`update users set email_verified_at = clock_timestamp()`;

  const { letters, close } = await mailbox();
  const server = await serve({
    ...settings,
    SMTP_URL: process.env.SMTP_URL ?? "",
    MAIL_FROM: "Gloss <gloss@example.org>",
    GLOSS_GATHER: "1",
  });
  const before = process.env.GLOSS_URL;
  process.env.GLOSS_URL = server.url;
  const pages = new Map<Who, Page>();
  for (const who of VIEWERS) {
    const page = await another(browser, { baseURL: server.url });
    const person = people.get(who);
    if (person) await signIn(page, person);
    pages.set(who, page);
  }
  const found = await sql<{ id: string; email: string }[]>`select id, email from users`;
  const idOf = (who: Who) => found.find((one) => one.email === people.get(who)?.email)?.id ?? "";
  const pageOf = (who: Who) => pages.get(who) as Page;

  const end = async () => {
    process.env.GLOSS_URL = before;
    for (const page of pages.values()) await page.context().close();
    await server.stop();
    await close();
    await stop();
  };
  try {
    const laid = await lay({
      sql,
      word,
      words: (begin) => canaries.filter((one) => one.word.startsWith(begin)),
      idOf,
      pageOf,
    });
    return { ...laid, sql, server, letters, canaries, pageOf, idOf, people, end };
  } catch (error) {
    await end();
    throw error;
  }
}
export type World = Awaited<ReturnType<typeof makeWorld>>;
export type { Received, Server };

type Given = {
  sql: Sql;
  word: (name: string, may: readonly Who[]) => string;
  /** Those whose words begin so. */
  words: (begin: string) => Canary[];
  idOf: (who: Who) => string;
  pageOf: (who: Who) => Page;
};

/** The group, its readings, and what its readers may all see; `plant` adds the rows that are not for all of them. */
async function lay({ sql, word, words, idOf, pageOf }: Given) {
  const ada = pageOf("ada");
  const olga = pageOf("olga");
  const bring = async (name: string, may: readonly Who[], by = ada) => {
    const text = `${word(`${name}-title`, may)}\n\nThe river rose twice, says the ${word(`${name}-text`, may)}. The mill stood in it.`;
    const made = Object(await call(by, "POST", "articles", { text }));
    return { id: String(made.id), versionId: String(made.version.id), revision: Number(made.revision), may };
  };
  const own = await bring("own", ["ada"]);
  const closed = await bring("closed", CIRCLE);
  const open = await bring("open", VIEWERS);
  await ada.request.patch(`/api/v1/articles/${open.id}`, {
    data: { visibility: "public" },
    headers: { Origin: process.env.GLOSS_URL ?? "", "If-Match": `"${open.revision}"` },
  });
  // Nothing tells of Ada there but what she writes.
  const blind = await bring("blind", CIRCLE, pageOf("lea"));
  const draft = Object(await call(ada, "POST", "imports", { text: `A draft\n\n${word("draft", ["ada"])}` }));

  const invited: Who[] = [...CIRCLE, "fay", "sid"];
  const group = Object(
    await call(olga, "POST", "groups", {
      name: `Circle ${word("group-name", invited)}`,
      description: word("group-description", invited),
    }),
  );
  const groupId = String(group.id);
  const { token } = Object(await call(olga, "POST", `groups/${groupId}/invites`, {}));
  for (const who of ["ada", "bob", "cy", "lea", "gus", "fay"] as const)
    await call(pageOf(who), "POST", `invites/${token}`);
  await call(olga, "PATCH", `groups/${groupId}/members/${idOf("lea")}`, { role: "lead" });
  await call(olga, "PATCH", `groups/${groupId}/members/${idOf("gus")}`, { role: "guest" });
  await call(ada, "POST", `groups/${groupId}/readings`, { articleId: closed.id });
  await call(ada, "POST", `groups/${groupId}/readings`, { articleId: open.id });
  await call(pageOf("lea"), "POST", `groups/${groupId}/readings`, { articleId: blind.id });
  const sections: string[] = [];
  for (const [name, members] of [
    ["one", ["ada", "cy"]],
    ["two", ["bob"]],
  ] as const) {
    const { id } = Object(
      await call(olga, "POST", `groups/${groupId}/sections`, { name: word(`section-${name}`, CIRCLE) }),
    );
    for (const who of members) await call(olga, "PATCH", `groups/${groupId}/members/${idOf(who)}`, { sectionId: id });
    sections.push(String(id));
  }
  const asking = Object(await call(olga, "POST", `groups/${groupId}/invites`, { approval: true }));
  await call(pageOf("sid"), "POST", `invites/${asking.token}`, {});
  await sql`update join_requests set message = ${word("asks", ["sid", ...LEADS])}`;
  const requestId = (await sql`select id from join_requests`)[0]?.id as string;
  await sql`insert into blocks ${sql({ user_id: idOf("ada"), blocked_id: idOf("bea") })}`;
  await sql`insert into vocabulary ${sql({ group_id: groupId, tag: word("tag", CIRCLE), colour: "blue", help: word("tag-help", CIRCLE), position: 0 })}`;

  const assignment = Object(
    await call(olga, "POST", `groups/${groupId}/assignments`, {
      ...{ readings: [{ articleId: closed.id }], dueAt: "2036-01-01T00:00:00Z", goals: { claim: 1 } },
      points: { goals: { claim: 2 }, reference: 1 },
      ...{ title: word("assignment-title", CIRCLE), instructions: word("assignment-instructions", CIRCLE) },
    }),
  );

  // Its students read blind, and know each other by pseudonyms.
  const apart = Object(
    await call(olga, "POST", `groups/${groupId}/assignments`, {
      ...{ readings: [{ articleId: blind.id }], title: word("blind-assignment", CIRCLE) },
      ...{ reveal: { when: "manual" }, names: "pseudonyms" },
    }),
  );
  const assignmentIds = [String(assignment.id), String(apart.id)];
  const pseudonyms = await sql<
    { user_id: string; id: string; name: string }[]
  >`select user_id, id, name from pseudonyms`;
  const pseudonymOf = (who: Who) => {
    const found = pseudonyms.find((one) => one.user_id === idOf(who));
    if (!found) throw new Error(`${who} has no pseudonym.`);
    return found;
  };

  type On = { id: string; versionId: string };
  const notes: { id: string; may: Set<Who>; articleId: string }[] = [];
  const replies: { id: string; annotationId: string; may: Set<Who> }[] = [];
  const known: Canary[] = [];
  /** A note, written past every rule, with a word in each of its fields. */
  async function note(name: string, author: Who, may: readonly Who[], on: On, more: Record<string, unknown> = {}) {
    const id = uuid();
    await sql`insert into annotations ${sql({
      ...{ id, article_id: on.id, version_id: on.versionId, author_id: idOf(author), kind: "claim", layer: "private" },
      ...{ exact: "The river rose twice", prefix: "", suffix: "", start: 26, end: 46, sent_hash: "" },
      ...{
        body: word(`${name}-body`, may),
        speaker: word(`${name}-speaker`, may),
        source: word(`${name}-source`, may),
      },
      ...more,
    })}`;
    await sql`insert into anchors ${sql({ annotation_id: id, version_id: on.versionId, start: 26, end: 46, how: "exact", confidence: 1 })}`;
    await sql`insert into tags ${sql({ annotation_id: id, tag: word(`${name}-tag`, may), position: 0 })}`;
    notes.push({ id, may: new Set(may), articleId: on.id });
    known.push({ word: id, may: new Set(may) });
    return id;
  }
  async function reply(
    name: string,
    author: Who,
    may: readonly Who[],
    annotationId: string,
    more: Record<string, unknown> = {},
  ) {
    const id = uuid();
    await sql`insert into replies ${sql({ id, annotation_id: annotationId, author_id: idOf(author), body: word(`${name}-reply`, may), sent_hash: "", ...more })}`;
    replies.push({ id, annotationId, may: new Set(may) });
    return id;
  }
  const shared = { layer: "group", group_id: groupId };
  const groupNote = await note("group", "ada", CIRCLE, closed, shared);
  const groupReply = await reply("group", "cy", CIRCLE, groupNote);
  // Whoever wrote it keeps it, to take it along.
  await note("former", "fay", [...CIRCLE, "fay"], closed, shared);
  await call(olga, "DELETE", `groups/${groupId}/members/${idOf("fay")}`);
  const butBea = VIEWERS.filter((who) => who !== "bea");
  const publicNote = await note("public", "ada", butBea, open, { layer: "public" });
  const leas = await note("leas", "lea", VIEWERS, open, { layer: "public" });
  await reply("sids", "sid", butBea, publicNote);
  await reply(
    "beas",
    "bea",
    VIEWERS.filter((who) => who !== "ada"),
    leas,
  );

  const leasBlind = await note("leas-blind", "lea", CIRCLE, blind, shared);
  const bobsBlind = await note("bobs-blind", "bob", ["bob", ...LEADS], blind, shared);
  // Ada answers it below, and takes along her answer with the id of what she answered: that alone, and no word of it.
  known.find(({ word }) => word === bobsBlind)?.may.add("ada");

  /** As if each note were a question of the assignment. */
  const ask = async () => {
    for (const { id } of notes)
      await sql`insert into prompts ${sql({ assignment_id: String(assignment.id), annotation_id: id, position: 0 })} on conflict do nothing`;
  };
  await ask();

  /** Everybody has a notice of everything that is new, as if they might have seen it once. */
  async function tellAll() {
    const all = [
      ...notes.map((one) => ({ ...one, annotationId: one.id, replyId: null })),
      ...replies.map((one) => ({
        ...one,
        replyId: one.id,
        articleId: notes.find(({ id }) => id === one.annotationId)?.articleId ?? "",
      })),
    ];
    for (const who of VIEWERS.filter((one) => one !== "nobody"))
      for (const { id, articleId, annotationId, replyId } of all.filter((one) => !tellAll.done.has(one.id)))
        await sql`insert into notices ${sql({
          ...{
            id: uuid(),
            user_id: idOf(who),
            actor_id: idOf(who === "ada" ? "cy" : "ada"),
            at: "2026-01-01T00:00:00Z",
            delivery: "once",
          },
          ...{
            kind: replyId ? "reply" : "follow",
            cause: `${replyId ? "reply" : "annotation"}:${id}`,
            group_id: groupId,
          },
          ...{ article_id: articleId, annotation_id: annotationId, reply_id: replyId },
        })}`;
    for (const { id } of all) tellAll.done.add(id);
  }
  tellAll.done = new Set<string>();
  await tellAll();

  /** The rows that only some may see: nothing that the others are shown may change by one of them. */
  async function plant() {
    const adas: Who[] = ["ada"];
    const past = { at: "2026-01-01T00:00:00Z" };
    const secret = await note("private", "ada", adas, closed);
    await note("private-on-open", "ada", adas, open);
    await note("own", "ada", adas, own);
    const section = await note("section", "ada", ["ada", "cy", ...LEADS], closed, {
      ...shared,
      section_id: sections[0],
    });
    await reply("section", "cy", ["ada", "cy", ...LEADS], section);
    const exchange = await note("exchange", "ada", ["ada", "lea"], closed, { ...shared, with_user_id: idOf("lea") });
    await reply("exchange", "lea", ["ada", "lea"], exchange);
    await note("pending", "ada", ["ada", ...LEADS], closed, { ...shared, pending_at: past.at });
    const hidden = await note("hidden", "ada", ["ada", ...LEADS], closed, { ...shared, hidden_at: past.at });
    await note("deleted", "ada", [], closed, { ...shared, deleted_at: past.at });
    await note("hidden-public", "ada", ["ada", "keeper"], open, { layer: "public", hidden_at: past.at });
    await note("public-once", "ada", adas, closed, { layer: "public" });
    await reply("private", "ada", adas, secret);
    await reply("below-hidden", "lea", ["ada", ...LEADS], hidden);
    await reply("pending", "cy", ["cy", ...LEADS], groupNote, { pending_at: past.at });
    await reply("hidden", "cy", ["cy", ...LEADS], groupNote, { hidden_at: past.at });
    await reply("deleted", "cy", [], groupNote, { deleted_at: past.at });
    const revise = (subject: Record<string, string>, body: string, at: string) =>
      sql`insert into revisions ${sql({ id: uuid(), ...subject, revision: 1, was: sql.json({ body }), made_by: idOf("ada"), made_at: at })}`;
    await revise({ annotation_id: groupNote }, word("wording-before", adas), past.at);
    // The secretary's list: of whom it names, and what it says of her, only leads know before she accepts.
    const listed = ["name", "address", "id"].map((what) => word(`roster-${what}`, LEADS));
    await sql`insert into invites ${sql({
      ...{
        id: uuid(),
        group_id: groupId,
        hash: uuid(),
        created_by: idOf("olga"),
        expires_at: "2099-01-01",
        max_uses: 1,
      },
      ...{ name: listed[0] ?? "", email: `${listed[1]}@example.org`, external_id: listed[2] ?? "" },
    })}`;
    await revise({ annotation_id: groupNote }, word("wording-since", ["ada", ...LEADS]), "2036-01-01T00:00:00Z");
    await revise({ reply_id: groupReply }, word("reply-wording-before", ["cy"]), past.at);
    await sql`insert into flags ${sql({ id: uuid(), annotation_id: groupNote, user_id: idOf("cy"), reason: "other", detail: word("flag", ["cy", ...LEADS]) })}`;
    await sql`insert into flags ${sql({ id: uuid(), annotation_id: publicNote, user_id: idOf("lea"), reason: "other", detail: word("flag-public", ["lea", "keeper"]) })}`;
    const act = { id: uuid(), group_id: groupId, annotation_id: hidden, user_id: idOf("ada"), made_by: idOf("lea") };
    await sql`insert into acts ${sql({ ...act, what: "hide", reason: word("act", ["ada", ...LEADS]), detail: sql.json({}) })}`;
    await sql`update acts set reason = ${word("removal", LEADS)} where what = 'remove' and user_id = ${idOf("fay")}`;
    await sql`insert into invites ${sql({ id: uuid(), group_id: groupId, hash: randomUUID(), email: `${word("invited", LEADS)}@example.org`, created_by: idOf("olga"), expires_at: "2036-01-01T00:00:00Z" })}`;
    await ask();
    const dare: Who[] = ["ada", ...LEADS];
    const blindNote = await note("blind", "ada", dare, blind, { ...shared, question: true });
    await sql`update anchors set attached_by = ${idOf("ada")}, attached_at = now() where annotation_id = ${blindNote}`;
    const named = { user_id: idOf("bob"), name: pseudonymOf("bob").name };
    await sql`insert into mentions ${sql({ id: uuid(), annotation_id: blindNote, ...named })}`;
    for (const [name, above] of [
      ["blind-below-leas", leasBlind],
      ["blind-below-bobs", bobsBlind],
    ] as const) {
      const answer = await reply(name, "ada", dare, above);
      await sql`insert into mentions ${sql({ id: uuid(), reply_id: answer, ...named })}`;
      const said = { user_id: idOf("ada"), what: "question", annotation_id: above };
      await sql`insert into reactions ${sql({ id: uuid(), ...said })}`;
    }
    // The reference, and what was decided of points that are not released.
    const reference = await note("reference", "lea", LEADS, closed, shared);
    await reply("reference", "olga", LEADS, reference);
    const of = { assignment_id: String(assignment.id) };
    const bobs = { ...of, user_id: idOf("bob") };
    const reason = word("override", LEADS);
    await sql`insert into reference_marks ${sql({ ...of, annotation_id: reference })}`;
    await sql`insert into overrides ${sql({ id: uuid(), ...bobs, goal: "claim", made_by: idOf("lea"), points: 1, reason })}`;
    await sql`insert into reviews ${sql({ id: uuid(), ...bobs, goal: "claim", message: word("review", LEADS) })}`;
    await sql`insert into feedback ${sql({ id: uuid(), ...bobs, body: word("points-feedback", LEADS), made_by: idOf("lea") })}`;
    await sql`insert into feedback ${sql({ id: uuid(), ...of, body: word("feedback-to-all", LEADS), made_by: idOf("lea") })}`;
    await tellAll();
    return { secret };
  }

  /** Opens to all what was kept from who read blind: it is theirs to see from then on. */
  async function reveal() {
    await call(olga, "POST", `assignments/${apart.id}/reveal`, {});
    const opened = [...notes, ...replies].filter(({ id }) => planted(id));
    for (const { may } of [...opened, ...known.filter(({ word: id }) => planted(id)), ...words("zq-blind-")])
      for (const who of CIRCLE) may.add(who);
    function planted(id: string) {
      const note = notes.find((one) => one.id === id)?.id ?? replies.find((one) => one.id === id)?.annotationId;
      return notes.some((one) => one.id === note && one.articleId === blind.id);
    }
  }
  return {
    ...{
      own,
      closed,
      open,
      blind,
      pseudonymOf,
      reveal,
      draftId: String(draft.importId),
      groupId,
      sections,
      requestId,
      token: String(token),
    },
    ...{ assignmentIds, notes, replies, ids: known, plant },
  };
}
