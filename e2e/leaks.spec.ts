import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { v7 as uuid } from "uuid";
import { type Annotation, annotation } from "../lib/schemas/annotation";
import { CIRCLE, makeWorld, VIEWERS, type Who, type World } from "./leaks.world";
import { call, site } from "./people";

/**
 * A word is written into every row that is not for all, and then everything that answers is asked as everybody: no answer,
 * page, stream or mail holds a word that is not for who asked. Routes and pages are found in the folders, so that a new one
 * is asked too.
 */
test.describe.configure({ mode: "serial" });

let world: World;
test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  world = await makeWorld(browser);
});
test.afterAll(() => world?.end());

const LEADERS: readonly Who[] = ["lea", "olga"];
type Asked = { path: string; accept?: string };
const PICTURE = "a".repeat(64);

/** What stands for the parts of a path that are named in brackets, given what came before. */
function fill(parts: readonly string[], of: World): string[] {
  const [notes, replies] = [of.notes.map(({ id }) => id), of.replies];
  const articles = [of.own.id, of.closed.id, of.open.id, of.blind.id];
  const given: Record<string, (before: string) => string[]> = {
    "annotations/[id]": () => notes,
    "t/[annotationId]": () => notes,
    "articles/[id]": () => articles,
    "groups/[id]": () => [of.groupId],
    "assignments/[id]": () => of.assignmentIds,
    "prompts/[annotationId]": () => notes,
    "replies/[id]": () => replies.map(({ id }) => id),
    "replies/[replyId]": (before) =>
      replies.filter(({ annotationId }) => before.includes(annotationId)).map(({ id }) => id),
    "imports/[id]": () => [of.draftId],
    "edit/[importId]": () => [of.draftId],
    "images/[hash]": () => [PICTURE],
    "versions/[number]": () => ["1"],
    "reactions/[what]": () => ["agree"],
    "points/[userId]": () => [of.idOf("ada"), of.idOf("bob"), of.idOf("cy")],
    "[userId]/[goal]": () => ["claim"],
    "reviews/[reviewId]": () => [PICTURE],
    "members/[userId]": () => [of.idOf("bob")],
    "readings/[articleId]": () => [of.closed.id],
    "sections/[sectionId]": () => of.sections,
    "requests/[requestId]": () => [of.requestId],
    "invites/[inviteId]": () => [PICTURE],
    "invites/[token]": () => [PICTURE],
    "invitations/[inviteId]": () => [PICTURE],
    "follows/[subject]": () => ["thread"],
    "[subject]/[id]": () => notes,
    "notices/[id]": () => [PICTURE],
    "extensions/[extensionId]": () => [PICTURE],
    "blocks/[userId]": () => [of.idOf("bob")],
    "unsubscribe/[token]": () => [PICTURE],
    "students/[userId]": () => [of.idOf("bob"), of.idOf("ada")],
    "calendar/[file]": () => [`${PICTURE.slice(0, 43)}.ics`],
  };
  return parts.reduce<string[]>(
    (paths, part, i) =>
      paths.flatMap((before) => {
        if (!part.startsWith("[")) return [`${before}/${part}`];
        const what = `${parts[i - 1]}/${part}`;
        const values = given[what];
        if (!values) throw new Error(`Say in this test what ${what} is.`);
        return values(before).map((value) => `${before}/${value}`);
      }),
    [""],
  );
}

/** The files of this name in a folder and below it. */
const files = (folder: string, name: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(`/${name}`) || file === name)
    .map((file) => `${folder}/${file}`);
const split = (file: string) =>
  file
    .split("/")
    .slice(1, -1)
    .filter((part) => !part.startsWith("("));
const routes = files("app/api/v1", "route.ts").map((file) => ({
  parts: split(file),
  methods: [...readFileSync(file, "utf8").matchAll(/export const (GET|PUT|POST|PATCH|DELETE)\b/g)].map(
    ([, name]) => name,
  ),
}));
const LISTS = "?limit=200&q=zq";

/** Everything that can be read. `notes` asks for each note's and reply's own pages as well. */
function readable(of: World, notes = true): Asked[] {
  const asked: Asked[] = [];
  for (const { parts, methods } of routes) {
    if (!methods.includes("GET") || parts.at(-1) === "events") continue;
    for (const path of fill(parts, of)) {
      asked.push({ path });
      if (parts.join("/") === "api/v1/annotations/[id]") asked.push({ path, accept: "application/ld+json" });
      if (/^(articles|groups|notices)$/.test(parts.slice(2).join("/"))) asked.push({ path: `${path}${LISTS}` });
    }
  }
  for (const file of files("app", "page.tsx")) {
    const parts = split(file);
    if (!notes && parts[0] === "t") continue;
    for (const path of fill(parts, of)) asked.push({ path: path || "/" });
    if (/^(articles|notebook)$/.test(parts.join("/"))) asked.push({ path: `/${parts.join("/")}?q=zq` });
  }
  return asked;
}

type Answer = (one: Asked, status: number, body: string) => void;

/** Calls `each` of these, eight at a time, with what this person is answered. No browser stands between, nor a packed body. */
async function ask<T extends Asked>(
  who: Who,
  asked: readonly T[],
  each: (one: T, status: number, body: string) => void,
  send: (one: T) => RequestInit = () => ({}),
): Promise<void> {
  const cookies = await world.pageOf(who).context().cookies();
  const Cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const queue = [...asked];
  const work = async () => {
    for (let one = queue.shift(); one; one = queue.shift()) {
      const { headers, ...rest } = send(one);
      const answer = await fetch(site() + one.path, {
        redirect: "manual",
        ...rest,
        headers: { Cookie, "Accept-Encoding": "identity", Accept: one.accept ?? "*/*", ...headers },
      });
      each(one, answer.status, await answer.text());
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
}

/** The planted words and the ids that stand in an answer. */
const found = (body: string) =>
  new Set(
    Array.from(body.matchAll(/(?=(zq-[\w-]+?-qz|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}))/g), ([, word]) => word),
  );

/** Words, and ids that were not asked for, which are not for this person. */
function leaked(who: Who, path: string, body: string): string[] {
  const words = found(body);
  return [...world.canaries, ...world.ids]
    .filter(({ word, may }) => words.has(word) && !may.has(who) && !path.includes(word))
    .map(({ word }) => `${who} ${path}: ${word}`);
}

/** What differs from one answer to the next whatever anybody wrote. */
const still = (body: string) =>
  body
    // What a script is handed comes in pieces that are cut, and ordered, as the machine's load has it.
    .replace(/<script\b.*?<\/script>/gs, "")
    .replace(/nonce(=|\\?":)\\?"[^"\\]*\\?"/g, "nonce")
    .replace(/(<time[^>]*>)[^<]*/g, "$1lately")
    // Each refusal names its own request.
    .replace(/"instance":"urn:uuid:[\w-]+"/, "instance")
    // Forms are numbered in the order in which they are ready.
    .replace(/\$ACTION_(REF_)?\d+/g, "$$ACTION")
    .replace(/"exportedAt": "[^"]*"/, "exportedAt")
    // Where a page begins to listen is sealed anew each time.
    .replace(/\\?"since\\?":\\?"[\w-]*\\?"/g, "since");

const keyOf = ({ path, accept }: Asked) => `${path} ${accept ?? ""}`;

test("what is not for somebody changes nothing that they are shown, and no word of it reaches them", async () => {
  test.setTimeout(240_000);
  const outside: readonly Who[] = ["bob", "gus", "fay", "sid", "bea", "nobody"];
  const plain = readable(world, false);
  const look = async (who: Who, judge?: Answer) => {
    const answers = new Map<string, string>();
    await ask(who, plain, (one, status, body) => {
      answers.set(keyOf(one), `${status} ${still(body)}`);
      judge?.(one, status, body);
    });
    return answers;
  };
  const wrong: string[] = [];
  const seen = new Set<string>();
  const judge =
    (who: Who): Answer =>
    ({ path }, status, body) => {
      if (status >= 500) wrong.push(`${who} ${path}: ${status}`);
      wrong.push(...leaked(who, path, body));
      const words = found(body);
      for (const { word, may } of world.canaries) if (may.has(who) && words.has(word)) seen.add(word);
    };

  // Once to have been everywhere: a group's page remembers.
  for (const who of outside)
    await ask(
      who,
      plain.filter(({ path }) => /^\/(groups.*)?$/.test(path)),
      () => {},
    );
  const before = new Map<Who, Map<string, string>>();
  for (const who of outside) before.set(who, await look(who));
  await world.plant();
  for (const who of outside) {
    const after = await look(who, judge(who));
    for (const [path, body] of before.get(who) ?? []) {
      const now = after.get(path) ?? "";
      if (now === body) continue;
      const at = [...body].findIndex((sign, i) => now[i] !== sign);
      const around = (text: string) => text.slice(Math.max(0, at - 80), at + 80);
      expect.soft(at < 0 ? now : around(now), `${who} ${path}`).toBe(at < 0 ? body : around(body));
    }
  }

  // Whoever was just asked what was there before is asked for what is new alone.
  const asked = new Set(plain.map(keyOf));
  const everything = readable(world);
  const rest = everything.filter((one) => !asked.has(keyOf(one)));
  for (const who of VIEWERS) await ask(who, outside.includes(who) ? rest : everything, judge(who));
  expect(wrong).toEqual([]);
  // A test that asks nobody who may see would pass as well.
  const unseen = world.canaries.filter(({ word, may }) => may.size > 0 && !seen.has(word)).map(({ word }) => word);
  expect(unseen).toEqual([]);
});

/** Who may see what a path names; everybody where it names nothing. */
function seers(path: string): ReadonlySet<Who> {
  const named = [...world.replies, ...world.notes, world.own, world.closed, world.open, world.blind].find(({ id }) =>
    path.includes(id),
  );
  if (named) return new Set(named.may);
  // Sid may take back that he asked.
  if (path.includes(world.groupId))
    return new Set([...CIRCLE, ...(path.endsWith("/requests") ? (["sid"] as const) : [])]);
  if (world.assignmentIds.some((id) => path.includes(id))) return new Set(CIRCLE);
  return new Set(path.includes(world.draftId) ? ["ada"] : VIEWERS);
}

test("who may not see something can do nothing to it, and the refusal says nothing of it", async () => {
  test.setTimeout(120_000);
  const doors = routes.flatMap(({ parts, methods }) =>
    methods
      .filter((method) => method !== "GET")
      .flatMap((method) => fill(parts, world).map((path) => ({ method, path }))),
  );
  const wrong: string[] = [];
  for (const who of ["bob", "gus", "fay", "sid", "bea", "nobody"] as const) {
    // Saying that one is not there is true of whoever cannot be.
    const closed = doors.filter(
      ({ path, method }) => !seers(path).has(who) && `${method} ${path}`.match(/^DELETE .*\/presence$/) === null,
    );
    expect(closed.length).toBeGreaterThan(20);
    await ask(
      who,
      closed,
      ({ method, path }, status, body) => {
        if (![400, 401, 404].includes(status)) wrong.push(`${who} ${method} ${path}: ${status} ${body}`);
        wrong.push(...leaked(who, path, body));
      },
      ({ method }) => ({
        method,
        headers: { Origin: site(), "If-Match": '"1"', "Content-Type": "application/json" },
        body: method === "DELETE" ? undefined : "{}",
      }),
    );
  }
  expect(wrong).toEqual([]);
});

test("where students go by pseudonyms, no answer tells any of them who another is, and who leads them sees it", async () => {
  test.setTimeout(240_000);
  const adasId = world.idOf("ada");
  const adas = [adasId, "zq-name-ada-qz"];
  const heron = world.pseudonymOf("ada");
  // What she writes by her name on other texts stays as it was: of each such text one note stands for all.
  const elsewhere = [world.closed, world.open, world.own].flatMap(({ id }) =>
    world.notes.filter(({ articleId }) => articleId === id).slice(1),
  );
  const untold = [adasId, ...elsewhere.map(({ id }) => id)];
  for (const { id, annotationId } of world.replies) if (untold.includes(annotationId)) untold.push(id);
  const everything = readable(world).filter(({ path }) => !untold.some((id) => path.includes(id)));
  // What a script is handed is cut where the machine's load has it.
  const whole = (body: string) => body.replace(/"\]\)<\/script><script[^>]*>self\.__next_f\.push\(\[1,"/g, "");
  const times = (body: string) => adas.reduce((n, word) => n + body.split(word).length - 1, 0);
  const look = async (who: Who) => {
    const answers = new Map<string, string>();
    await ask(who, everything, (one, _, body) => answers.set(keyOf(one), whole(body)));
    return answers;
  };
  const ofBlind = [world.blind, ...world.notes.filter(({ articleId }) => articleId === world.blind.id)].map(
    ({ id }) => id,
  );
  const peers = ["bob", "cy", "gus"] as const;
  const before = new Map<Who, Map<string, string>>();
  for (const who of peers) before.set(who, await look(who));
  await world.reveal();
  for (const who of peers) {
    const here = { article_id: world.blind.id, user_id: adasId, place: 3 };
    await world.sql`insert into presence ${world.sql(here)} on conflict (article_id, user_id) do update set at = clock_timestamp()`;
    const answers = await look(who);
    for (const [path, body] of answers) {
      const had = ofBlind.some((id) => path.includes(id)) ? 0 : times(before.get(who)?.get(path) ?? "");
      if (times(body) > had) expect.soft(times(body), `${who} ${path}`).toBeLessThanOrEqual(had);
    }
    // A test that finds her nowhere because nothing is told would pass as well.
    const telling = [...answers].filter(([, body]) => body.includes(heron.id)).map(([path]) => path.split("/")[1]);
    expect([...new Set(telling)], who).toEqual(expect.arrayContaining(["api", "articles", "t"]));
    expect(
      [...answers.values()].some((body) => body.includes(heron.name)),
      who,
    ).toBe(true);
    const list = `/api/v1/articles/${world.blind.id}/annotations?author=`;
    const { request } = world.pageOf(who);
    expect((await (await request.get(list + adasId)).json()).items, who).toEqual([]);
    expect((await (await request.get(list + heron.id)).json()).items, who).toHaveLength(1);
  }
  let toldLea = 0;
  await ask(
    "lea",
    ofBlind.map((id) => ({ path: `/api/v1/annotations/${id}` })),
    (_, status, body) => {
      toldLea += status === 200 ? times(body) : 0;
    },
  );
  expect(toldLea).toBeGreaterThan(0);
});

test("a stream tells of nothing that its reader may not see, and holds no words", async () => {
  const heard = new Map<Who, { text: string; end: AbortController }>();
  for (const who of VIEWERS) {
    const may = [world.closed, world.open].filter((one) => one.may.includes(who));
    const query = new URLSearchParams(may.map(({ id }) => ["article", id]));
    const cookies = await world.pageOf(who).context().cookies();
    const end = new AbortController();
    const answer = await fetch(`${site()}/api/v1/events?${query}`, {
      headers: { Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") },
      signal: end.signal,
    });
    expect(answer.status, who).toBe(200);
    const stream = { text: "", end };
    heard.set(who, stream);
    const read = async () => {
      const utf8 = new TextDecoder();
      for await (const bytes of answer.body ?? []) stream.text += utf8.decode(bytes, { stream: true });
    };
    void read().catch(() => {});
  }
  const ada = world.pageOf("ada");
  const write = async (on: { id: string }, body: string, more: object): Promise<Annotation> =>
    annotation.parse(
      await call(ada, "PUT", `annotations/${uuid()}`, {
        ...{ articleId: on.id, kind: "note", quote: { exact: "The mill stood" }, body: `zq-live-${body}-qz` },
        ...more,
      }),
    );
  const group = { layer: "group", groupId: world.groupId };
  const told: [Annotation, readonly Who[]][] = [
    [await write(world.closed, "private", { layer: "private" }), ["ada"]],
    [await write(world.open, "private", { layer: "private" }), ["ada"]],
    [await write(world.closed, "section", { ...group, sectionId: world.sections[0] }), ["ada", "cy", "lea", "olga"]],
    [await write(world.closed, "exchange", { ...group, withUserId: world.idOf("lea") }), ["ada", "lea"]],
    [await write(world.closed, "group", group), CIRCLE],
    [await write(world.open, "public", { layer: "public" }), VIEWERS.filter((who) => who !== "bea")],
  ];
  // Each article's news are told in their order, and no article waits for another: the last of each ends the listening.
  // Bea hears nothing of Ada's; that her stream works she hears by a note of Lea's.
  const finish = async (on: { id: string }, more: object) =>
    annotation.parse(
      await call(world.pageOf("lea"), "PUT", `annotations/${uuid()}`, {
        ...{ articleId: on.id, kind: "note", quote: { exact: "The mill stood" } },
        ...more,
      }),
    );
  const last: typeof told = [
    [await finish(world.closed, group), CIRCLE],
    [await finish(world.open, { layer: "public" }), VIEWERS],
  ];
  told.push(...last);
  for (const [who, stream] of heard) {
    for (const [{ id }, may] of last) if (may.includes(who)) await expect.poll(() => stream.text, who).toContain(id);
    for (const [{ id, body }, may] of told) expect(stream.text.includes(id), `${who}: ${body}`).toBe(may.includes(who));
    expect(stream.text, who).not.toContain("zq-");
    for (const { word, may } of world.ids) if (!may.has(who)) expect(stream.text, who).not.toContain(word);
    stream.end.abort();
  }
});

test("no letter holds a word that is not for its reader", async () => {
  const waiting = async () => {
    const [row] = await world.sql<{ n: number }[]>`
      select (select count(*) from notices where mailed_at is null and delivery = 'once' and read_at is null)::int
        + (select count(*) from pgboss.job where name = 'notices' and state in ('created', 'retry', 'active'))::int as n`;
    return row?.n;
  };
  await expect.poll(waiting, { timeout: 40_000 }).toBe(0);
  const leaks: string[] = [];
  for (const { to, text } of world.letters) {
    const who = VIEWERS.find((one) => world.people.get(one)?.email === to);
    expect(who, to).toBeDefined();
    // Whom it is for stands in its head.
    if (who) leaks.push(...leaked(who, "letter", text.replaceAll(to, "")));
  }
  expect(leaks).toEqual([]);
  // Who reads blind is told by the pseudonym, once it is opened to them.
  const adas = /zq-name-ada-qz/;
  for (const { to, text } of world.letters)
    if (
      to !== world.people.get("ada")?.email &&
      !LEADERS.some((who) => to === world.people.get(who)?.email) &&
      text.includes("zq-blind-")
    )
      expect(
        text.split(/\r?\n\r?\n/).filter((part) => part.includes("zq-blind-") && adas.test(part)),
        to,
      ).toEqual([]);
  const told = (who: Who) =>
    world.letters
      .filter(({ to }) => to === world.people.get(who)?.email)
      .map(({ text }) => text)
      .join("");
  expect(told("cy")).toContain("zq-section-body-qz");
  expect(told("bob")).toContain("zq-group-reply-qz");
});
