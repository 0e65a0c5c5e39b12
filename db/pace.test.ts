import { v7 as uuid } from "uuid";
import { afterAll, beforeEach, expect, test } from "vitest";
import { Problem } from "@/lib/problem";
import { newAnnotation } from "@/lib/schemas/annotation";
import type { Account } from "@/lib/schemas/user";
import * as annotations from "./annotations";
import { db, sql } from "./client";
import * as invites from "./invites";
import { paceSearch } from "./pace";
import * as replies from "./replies";
import { welcome } from "./sample";
import { annotations as table } from "./schema";
import { enter } from "./signin";
import * as seeds from "./testing.world";
import { signUp } from "./users";

beforeEach(() => {
  delete process.env.GLOSS_PACE;
  return () => {
    process.env.GLOSS_PACE = "off";
  };
});
afterAll(() => {
  process.env.GLOSS_PACE = "off";
});

async function reader() {
  const { ada } = await seeds.people("ada");
  return { ada, article: await seeds.article(ada) };
}
/** `ok`, or the seconds after which to come again. */
const tried = (run: Promise<unknown>) =>
  run.then(
    () => "ok" as const,
    (error: unknown) => {
      if (error instanceof Problem && error.status === 429) return Number(error.more.headers?.["Retry-After"]);
      throw error;
    },
  );
const written = (all: (number | "ok")[]) => all.filter((one) => one === "ok").length;
const marking = (who: Account, articleId: string, id = uuid()) => tried(seeds.mark(who, articleId, {}, id));
/** As if everything so far had been written that much earlier; or, however long that took, just now. */
const later = (interval: string) => sql`update annotations set created_at = created_at - ${interval}::interval`;
const justNow = () => sql`with notes as (update annotations set created_at = clock_timestamp())
  update replies set created_at = clock_timestamp()`;

test("four in a second, however many arrive at once, and the answer says when to come again", async () => {
  const { ada, article } = await reader();
  const all = await Promise.all(Array.from({ length: 12 }, () => marking(ada, article.id)));
  const refused = all.filter((one) => one !== "ok");
  expect(refused).toEqual(Array(refused.length).fill(1));
  expect(refused.length).toBeGreaterThan(0);
  expect(await db.$count(table)).toBe(written(all));
  const [most] = await sql`select max(n) as most from (
    select count(*) over (order by created_at range between '0.999 seconds' preceding and current row) as n from annotations) as w`;
  // A search that is under way counts too, so that a note may come to be refused in its place.
  expect(Number(most?.most)).toBeGreaterThan(0);
  expect(Number(most?.most)).toBeLessThanOrEqual(4);
  await later("1 second");
  expect(await marking(ada, article.id)).toBe("ok");
});

test("sixty in a minute, then one for each that is a minute old", async () => {
  const { ada, article } = await reader();
  for (let round = 0; round < 15; round++) {
    expect(written(await Promise.all(Array.from({ length: 4 }, () => marking(ada, article.id))))).toBe(4);
    await later("3 seconds");
  }
  // The first four are 45 seconds old.
  const wait = await marking(ada, article.id);
  expect(wait).toBeGreaterThan(2);
  expect(wait).toBeLessThanOrEqual(15);
  await later("15 seconds");
  expect(written(await Promise.all(Array.from({ length: 8 }, () => marking(ada, article.id))))).toBe(4);
});

test("replies count with notes; what is sent again, and what others write, does not", async () => {
  const { ada, article } = await reader();
  const { bob } = await seeds.people("bob");
  await seeds.circle(ada, [bob], [article.id]);
  const id = uuid();
  const input = newAnnotation.parse({
    ...{ articleId: article.id, kind: "claim", layer: "private" },
    quote: { exact: "The river rose twice" },
  });
  await annotations.annotate(ada, id, input);
  const answers = [uuid(), uuid(), uuid(), uuid()];
  const saying = (reply: string) => tried(replies.reply(ada, id, reply, { body: "So?", parentId: null }));
  expect(await Promise.all(answers.slice(0, 3).map(saying))).toEqual(["ok", "ok", "ok"]);
  await justNow();
  expect(await saying(answers[3] ?? "")).toBe(1);
  // Many times at once, as a client does whose answers are lost.
  await justNow();
  expect(await Promise.all([id, id, id].map((same) => tried(annotations.annotate(ada, same, input))))).toEqual(
    Array(3).fill("ok"),
  );
  expect(await saying(answers[0] ?? "")).toBe("ok");
  expect(await marking(bob, article.id)).toBe("ok");
});

test("what is taken away counts on, and the sample never does", async () => {
  const { ada, article } = await reader();
  await welcome(ada.id);
  for (let i = 0; i < 4; i++) {
    const mark = await seeds.mark(ada, article.id);
    await annotations.remove(ada, mark.id, 1);
  }
  await justNow();
  expect(await marking(ada, article.id)).toBe(1);
});

test("a quote that is not there counts before it is looked for, however many arrive at once", async () => {
  const { ada, article } = await reader();
  const seeking = () =>
    annotations
      .annotate(
        ada,
        uuid(),
        newAnnotation.parse({
          ...{ articleId: article.id, kind: "claim", layer: "private" },
          quote: { exact: "The river rose a hundred times", prefix: "", suffix: "" },
        }),
      )
      .catch((error: unknown) => (error instanceof Problem ? error.status : error));
  const answers = await Promise.all(Array.from({ length: 12 }, seeking));
  expect(answers.filter((one) => one === 422)).toHaveLength(4);
  expect(answers.filter((one) => one === 429)).toHaveLength(8);
  expect(await marking(ada, article.id)).toBe(1);
  await sql`update failures set at = at - interval '1 second'`;
  expect(await marking(ada, article.id)).toBe("ok");
  // What was found is counted as the note alone.
  expect(await sql`select count(*)::int as n from failures`).toEqual([{ n: 4 }]);
});

test("a search counts where its quote was the reason that nothing was found, and not where it was ours", async () => {
  const { ada } = await reader();
  const counted = async (error: unknown) => {
    await sql`delete from failures`;
    await expect(paceSearch(ada, () => Promise.reject(error))).rejects.toBe(error);
    const [row] = await sql`select count(*)::int as n from failures`;
    return Number(row?.n);
  };
  expect(await counted(new Problem(422, "Took too long", ""))).toBe(1);
  expect(await counted(new Problem(503, "Busy", ""))).toBe(0);
  expect(await counted(new Problem(404, "Not found", ""))).toBe(0);
  expect(await counted(new Error("the connection is gone"))).toBe(0);
  expect(await paceSearch(ada, async () => "found")).toBe("found");
});

test("a mark that names its place loads no text that was loaded before, and is not searched for", async () => {
  const { ada, article } = await reader();
  const input = (quote: object) =>
    newAnnotation.parse({ articleId: article.id, kind: "claim", layer: "private", quote });
  const { annotation } = await annotations.annotate(ada, uuid(), input({ exact: "The river rose twice" }));
  const { exact, prefix, suffix, start, end } = annotation.quote;
  await sql`delete from failures`;
  // Whoever read it again would find nothing.
  await sql`update article_versions set text = '' where article_id = ${article.id}`;
  await later("1 minute");
  const again = await annotations.annotate(ada, uuid(), input({ exact, prefix, suffix, start, end }));
  expect(again.annotation.quote).toMatchObject({ exact, start, end });
  expect(await sql`select count(*)::int as n from failures`).toEqual([{ n: 0 }]);
});

test("of the accounts asked for from one address, together or one after another, no more than forty are made", async () => {
  const person = (n: number, more = {}) => ({
    name: "Ada",
    email: `${uuid()}-${n}@example.org`,
    password: "long enough",
    ...more,
  });
  const ask = (address: string, more = {}) =>
    Promise.all(Array.from({ length: 45 }, (_, n) => tried(signUp(person(n, more), "https://gloss.example", address))));
  const answers = await ask("one");
  expect(answers.filter((answer) => answer === "ok")).toHaveLength(40);
  for (const answer of answers) if (answer !== "ok") expect(answer).toBeGreaterThan(3_000);
  expect(await tried(signUp(person(0), "https://gloss.example", "one"))).not.toBe("ok");
  expect(await tried(signUp(person(0), "https://gloss.example", "another"))).toBe("ok");
  // A link that lets somebody in lets a class in, from the same address and at the same time.
  const { lea } = await seeds.people("lea");
  const group = await seeds.circle(lea, [], []);
  const { token } = await invites.create(lea, group.id, { role: "member", expiresIn: 3600 });
  expect(await tried(signUp(person(0, { invite: token }), "https://gloss.example", "one"))).toBe("ok");
  expect(await tried(signUp(person(0, { invite: "made up" }), "https://gloss.example", "one"))).not.toBe("ok");
});

test("accounts made through a provider count among those from their address, and who has one is let in", async () => {
  const through = (id: string, address: string) =>
    enter(
      {
        ...{ provider: "oidc", providerAccountId: id, name: "Grace" },
        ...{ email: `${id}@example.org`, emailVerified: true },
      },
      null,
      address,
    );
  const sign = (address: string) =>
    tried(
      signUp(
        { name: "Ada", email: `${uuid()}@example.org`, password: "long enough" },
        "https://gloss.example",
        address,
      ),
    );
  const ids = Array.from({ length: 41 }, () => uuid());
  const answers = await Promise.all(ids.map((id) => through(id, "school")));
  expect(answers.filter((answer) => "userId" in answer)).toHaveLength(40);
  expect(answers.filter((answer) => "refused" in answer)).toEqual([{ refused: "many" }]);
  expect(await sign("school")).not.toBe("ok");
  expect(await sign("elsewhere")).toBe("ok");
  const known = ids[answers.findIndex((answer) => "userId" in answer)] ?? "";
  expect(await through(known, "school")).toHaveProperty("userId");
});
