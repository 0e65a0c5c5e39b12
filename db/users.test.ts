import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import type { Account } from "@/lib/schemas/user";
import { processorTimeOf } from "@/lib/testing";
import { hashOf } from "@/lib/token";
import { db } from "./client";
import * as credentials from "./credentials";
import { inTurn, seal } from "./passwords";
import { resetLinkFromShell } from "./people";
import { accounts, slips, users } from "./schema";
import * as sessions from "./sessions";
import { authenticate, type From } from "./signin";
import { issue, peek } from "./slips";
import { freshDatabase, statementsOf } from "./testing";
import { mailbox, type Received, tokenOf } from "./testing.mail";
import { seed } from "./testing.people";
import * as people from "./users";

const SITE = "https://gloss.example";
const PASSWORD = "a good long one";
const from: From = { address: "a", deviceOf: () => null };
const given = (email: string, password = PASSWORD) => ({ name: "Ada", email, password });
const rowOf = async (email: string) => (await db.select().from(users).where(eq(users.email, email)))[0];
const canSignIn = async (email: string, password = PASSWORD) =>
  (await authenticate({ email, password }, from)).userId !== null;

beforeEach(async () => {
  await freshDatabase(inject("server"));
});

describe("without mail", () => {
  test("the first account becomes the administrator, and of many at once exactly one does", async () => {
    await seed({ name: "A sample reader", sample: true });
    await Promise.all(Array.from({ length: 8 }, (_, i) => people.signUp(given(`u${i}@example.org`), SITE, "a")));
    expect(await db.$count(users, eq(users.role, "admin"))).toBe(1);
    expect(await db.$count(users, eq(users.sample, false))).toBe(8);
  });

  test("an address is taken in any case of its letters", async () => {
    expect(await people.signUp(given("ada@example.org"), SITE, "a")).toMatchObject({ user: { role: "admin" } });
    await expect(people.signUp(given("ada@example.org"), SITE, "a")).rejects.toMatchObject({ status: 409 });
    expect(await canSignIn("ada@example.org")).toBe(true);
  });

  test.each(["closed", "invite"])("GLOSS_SIGNUP=%s turns a stranger away", async (mode) => {
    process.env.GLOSS_SIGNUP = mode;
    await expect(people.signUp(given("ada@example.org"), SITE, "a")).rejects.toMatchObject({ status: 403 });
    await expect(people.signUp({ ...given("ada@example.org"), invite: "made up" }, SITE, "a")).rejects.toMatchObject({
      status: 403,
    });
    delete process.env.GLOSS_SIGNUP;
  });

  test("an invitation that works opens sign-up, and signing up does not use it up", async () => {
    const owner = await seed();
    await db.execute(sql`insert into groups (id, name, created_by) values (${owner.id}, 'Circle', ${owner.id})`);
    await db.execute(sql`insert into memberships (group_id, user_id, role) values (${owner.id}, ${owner.id}, 'owner')`);
    const add = (token: string, expires: string, uses: number) =>
      db.execute(
        sql`insert into invites (id, group_id, hash, created_by, expires_at, max_uses, uses) values (gen_random_uuid(), ${owner.id}, ${hashOf(token)}, ${owner.id}, now() + ${expires}::interval, 1, ${uses})`,
      );
    await add("works", "1 day", 0);
    await add("late", "-1 second", 0);
    await add("full", "1 day", 1);
    process.env.GLOSS_SIGNUP = "invite";
    for (const invite of ["late", "full"])
      await expect(people.signUp({ ...given("a@example.org"), invite }, SITE, "a")).rejects.toMatchObject({
        status: 403,
      });
    for (const who of ["a", "b"])
      expect(await people.signUp({ ...given(`${who}@example.org`), invite: "works" }, SITE, "a")).toHaveProperty(
        "user",
      );
    await db.execute(sql`update users set disabled_at = now() where id = ${owner.id}`);
    await expect(people.signUp({ ...given("c@example.org"), invite: "works" }, SITE, "a")).rejects.toMatchObject({
      status: 403,
    });
    delete process.env.GLOSS_SIGNUP;
  });

  test("a new address needs the password and is taken at once; one that is taken is refused", async () => {
    await people.signUp(given("ada@example.org"), SITE, "a");
    await people.signUp(given("eve@example.org"), SITE, "a");
    const ada = { ...(await seedOf("ada@example.org")) };
    const here = await deviceOf(ada.id);
    const to = (email: string, password = PASSWORD) => credentials.changeAddress(ada, here, { email, password }, SITE);
    await expect(to("new@example.org", "wrong")).rejects.toMatchObject({ status: 400 });
    await expect(to("eve@example.org")).rejects.toMatchObject({ status: 409 });
    await to("new@example.org");
    expect(await canSignIn("new@example.org")).toBe(true);
    expect(await canSignIn("ada@example.org")).toBe(false);
  });

  test("changing the password signs out every other device", async () => {
    await people.signUp(given("ada@example.org"), SITE, "a");
    const ada = await seedOf("ada@example.org");
    const [here, there] = [
      await sessions.open(ada.id, { userAgent: "here", address: "a" }),
      await sessions.open(ada.id, { userAgent: "there", address: "b" }),
    ];
    const { sessionId } = (await sessions.live(here)) ?? { sessionId: "" };
    await expect(
      credentials.changePassword(ada, sessionId, { current: "wrong", password: "another good one" }),
    ).rejects.toMatchObject({ status: 400 });
    await credentials.changePassword(ada, sessionId, { current: PASSWORD, password: "another good one" });
    expect(await sessions.live(here)).not.toBeNull();
    expect(await sessions.live(there)).toBeNull();
    expect(await canSignIn("ada@example.org")).toBe(false);
    expect(await canSignIn("ada@example.org", "another good one")).toBe(true);
  });

  test("settings are merged, not replaced", async () => {
    const ada = await seed();
    await people.saveSettings(ada, { size: 22, theme: "dark" });
    expect(await people.saveSettings(ada, { theme: "light" })).toEqual({ size: 22, theme: "light" });
  });
});

/** Signs a device in. @returns the id of its session */
async function deviceOf(userId: string): Promise<string> {
  const sid = await sessions.open(userId, { userAgent: "", address: "" });
  return (await sessions.live(sid))?.sessionId ?? "";
}

async function seedOf(email: string) {
  const row = await rowOf(email);
  if (!row) throw new Error(`${email} has no account.`);
  const { id, name, role, settings, emailVerifiedAt } = row;
  return { id, name, role, settings, email: row.email, emailVerified: emailVerifiedAt !== null };
}

describe("with mail", () => {
  let letters: Received[];
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ letters, close } = await mailbox());
  });
  afterAll(() => close());
  afterEach(() => letters.splice(0));

  /** Signs up, and does what follows the answer. */
  const signUp = async (email: string, password = PASSWORD) => {
    const answer = await people.signUp(given(email, password), SITE, "a");
    if (answer.status !== "check-mail") throw new Error("The answer tells that the address was free.");
    await answer.rest();
  };
  const verified = async (email: string) => {
    await signUp(email);
    await credentials.confirmAddress(tokenOf(letters.at(-1)), PASSWORD, from);
    letters.splice(0);
    return seedOf(email);
  };

  /** Asks for another address from a device, and does what follows the answer. */
  const askFor = async (who: Account, email: string, from?: string) => {
    const device = from ?? (await deviceOf(who.id));
    await (await credentials.changeAddress(who, device, { email, password: PASSWORD }, SITE))();
  };

  test("signing up and signing in do as much whether or not there is such an account, so that no time tells", async () => {
    await seed({ email: "ada@example.org", passwordHash: await inTurn(() => seal(PASSWORD)) });
    const ways = {
      up: (email: string) => people.signUp(given(email), SITE, "a"),
      in: (email: string) => authenticate({ email, password: "not this one" }, from),
    };
    for (const [name, way] of Object.entries(ways)) {
      await way("nobody@example.org"); // what is done once is done
      const [known, unknown] = [
        await statementsOf(() => way("ada@example.org")),
        await statementsOf(() => way("nobody@example.org")),
      ];
      expect(known.length, name).toBeGreaterThan(0);
      expect(known, name).toEqual(unknown);
      // The least of some in turn: the hash of a password is nearly all of it.
      const least = { known: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY };
      for (let i = 0; i < 4; i++) {
        least.known = Math.min(least.known, await processorTimeOf(() => way("ada@example.org")));
        least.unknown = Math.min(least.unknown, await processorTimeOf(() => way("nobody@example.org")));
      }
      expect(Math.min(least.known, least.unknown) / Math.max(least.known, least.unknown), name).toBeGreaterThan(0.5);
    }
  });

  test("an address is confirmed before it signs in, by its link and the password chosen with it", async () => {
    await signUp("ada@example.org");
    expect(letters).toMatchObject([{ to: "ada@example.org", subject: "Confirm your address for Gloss" }]);
    expect(await canSignIn("ada@example.org")).toBe(false);
    const token = tokenOf(letters[0]);
    await expect(credentials.confirmAddress(token, "the stranger's", from)).rejects.toMatchObject({ status: 400 });
    expect(await credentials.confirmAddress(token, PASSWORD, from)).toBe((await rowOf("ada@example.org"))?.id);
    expect(await canSignIn("ada@example.org")).toBe(true);
    expect((await rowOf("ada@example.org"))?.role).toBe("admin");
    await expect(credentials.confirmAddress(token, PASSWORD, from)).rejects.toMatchObject({ status: 400 });
  });

  test("signing up with an address that has an account changes nothing and writes to its holder", async () => {
    const before = await verified("ada@example.org");
    await signUp("ada@example.org", "what a stranger chose");
    expect(letters).toMatchObject([{ to: "ada@example.org", subject: "You already have an account at Gloss" }]);
    expect(await seedOf("ada@example.org")).toEqual(before);
    expect(await canSignIn("ada@example.org", "what a stranger chose")).toBe(false);
  });

  test("a stranger who signed up first with somebody's address gains nothing when its holder comes", async () => {
    await signUp("ada@example.org", "what a stranger chose");
    await signUp("ada@example.org");
    const link = letters.at(-1);
    expect(link?.link).toContain("/reset?");
    await credentials.resetPassword(tokenOf(link), PASSWORD);
    expect(await canSignIn("ada@example.org", "what a stranger chose")).toBe(false);
    expect(await canSignIn("ada@example.org")).toBe(true);
  });

  test("no letter carries what a stranger typed as their name", async () => {
    await people
      .signUp({ ...given("ada@example.org"), name: "Buy at spam.example" }, SITE, "a")
      .then(async (answer) => {
        if (answer.status === "check-mail") await answer.rest();
      });
    expect(letters[0]?.text).not.toContain("spam.example");
  });

  test("nobody gets more than five letters an hour through us", async () => {
    await verified("ada@example.org");
    for (let i = 0; i < 9; i++) await credentials.sendReset("ada@example.org", SITE);
    expect(letters).toHaveLength(4);
  });

  test("a new password by mail works once, ends every session, and only the latest link counts", async () => {
    const ada = await verified("ada@example.org");
    const sid = await sessions.open(ada.id, { userAgent: "", address: "" });
    await credentials.sendReset("ada@example.org", SITE);
    await credentials.sendReset("ada@example.org", SITE);
    await credentials.sendReset("nobody@example.org", SITE);
    const [first, second, more] = letters;
    expect(more).toBeUndefined();
    await expect(credentials.resetPassword(tokenOf(first), "another good one")).rejects.toMatchObject({ status: 400 });
    expect(await credentials.resetPassword(tokenOf(second), "another good one")).toBe(ada.id);
    await expect(credentials.resetPassword(tokenOf(second), "a third good one")).rejects.toMatchObject({ status: 400 });
    expect(await sessions.live(sid)).toBeNull();
    expect(await canSignIn("ada@example.org", "another good one")).toBe(true);
  });

  test("a link that is too old does not work", async () => {
    await verified("ada@example.org");
    await credentials.sendReset("ada@example.org", SITE);
    await db.update(slips).set({ expiresAt: sql`now() - interval '1 second'` });
    await expect(credentials.resetPassword(tokenOf(letters[0]), "another good one")).rejects.toMatchObject({
      status: 400,
    });
  });

  test("a new address is confirmed there, and the old one is told before and after", async () => {
    const ada = await verified("ada@example.org");
    await askFor(ada, "new@example.org");
    expect(letters.map(({ to, subject }) => [to, subject])).toEqual([
      ["new@example.org", "Confirm your new address for Gloss"],
      ["ada@example.org", "Your Gloss account is to get a new address"],
    ]);
    expect((await rowOf("ada@example.org"))?.id).toBe(ada.id);
    await credentials.confirmNewAddress(tokenOf(letters[0]));
    expect(letters.at(-1)).toMatchObject({
      to: "ada@example.org",
      subject: "The address of your Gloss account was changed",
    });
    expect(await seedOf("new@example.org")).toMatchObject({ id: ada.id, emailVerified: true });
  });

  test("wanting an address that somebody has answers the same, and tells that somebody", async () => {
    const ada = await verified("ada@example.org");
    await verified("eve@example.org");
    const here = await deviceOf(ada.id);
    const change = (email: string) => credentials.changeAddress(ada, here, { email, password: PASSWORD }, SITE);
    expect(typeof (await change("free@example.org"))).toBe(typeof (await change("eve@example.org")));
    await (await change("eve@example.org"))();
    expect(letters[0]).toMatchObject({
      to: "eve@example.org",
      subject: "An account at Gloss uses this address already",
      link: null,
    });
  });

  describe("what an attacker began", () => {
    const NEXT = "another good one";
    /** A link of each kind that is out for Ada, and a device of each: theirs was signed in with her password. */
    const attacked = async () => {
      const ada = await verified("ada@example.org");
      const [hers, theirs] = [await deviceOf(ada.id), await deviceOf(ada.id)];
      await askFor(ada, "evil@example.org", theirs);
      await credentials.sendReset("ada@example.org", SITE);
      const verify = await issue(ada.id, "verify", "ada@example.org");
      const [change, warning, reset] = letters.map(tokenOf);
      await db.insert(accounts).values({ provider: "oidc", providerAccountId: "theirs", userId: ada.id });
      return { ada, hers, theirs, out: { change, cancel: warning, reset, verify: verify ?? "" } };
    };
    const working = async (out: Record<string, string | undefined>) => {
      const kinds = (["verify", "change", "cancel", "reset"] as const).map(
        async (kind) => (await peek(out[kind] ?? "", kind)) && kind,
      );
      return (await Promise.all(kinds)).filter(Boolean);
    };

    test("works until then", async () => {
      const { out } = await attacked();
      expect(await working(out)).toEqual(["verify", "change", "cancel", "reset"]);
    });

    test.each([
      [
        "a new password",
        ({ ada, hers }: Awaited<ReturnType<typeof attacked>>) =>
          credentials.changePassword(ada, hers, { current: PASSWORD, password: NEXT }),
      ],
      ["a reset by mail", ({ out }) => credentials.resetPassword(out.reset ?? "", NEXT)],
      [
        "a reset by a link of the administrator's",
        async ({ ada }) => {
          const link = await resetLinkFromShell(ada.email ?? "", SITE);
          await credentials.resetPassword(new URL(link ?? "").searchParams.get("token") ?? "", NEXT);
        },
      ],
      [
        "a new address",
        async ({ ada, hers }) => {
          await askFor(ada, "new@example.org", hers);
          await credentials.confirmNewAddress(tokenOf(letters.find(({ to }) => to === "new@example.org")));
        },
      ],
    ] satisfies [string, (at: Awaited<ReturnType<typeof attacked>>) => Promise<unknown>][])(
      "%s ends it",
      async (_, recover) => {
        const at = await attacked();
        await recover(at);
        expect(await working(at.out)).toEqual([]);
        await expect(credentials.confirmNewAddress(at.out.change ?? "")).rejects.toMatchObject({ status: 400 });
        expect(await rowOf("evil@example.org")).toBeUndefined();
      },
    );

    test("a reset disconnects the providers too, with which they could sign in", async () => {
      const { ada, out } = await attacked();
      await credentials.resetPassword(out.reset ?? "", NEXT);
      expect(await db.$count(accounts, eq(accounts.userId, ada.id))).toBe(0);
    });

    test("what was on its way when its device was signed out comes too late", async () => {
      const { ada, theirs, out } = await attacked();
      const rest = await credentials.changeAddress(ada, theirs, { email: "two@example.org", password: PASSWORD }, SITE);
      await credentials.resetPassword(out.reset ?? "", NEXT);
      letters.splice(0);
      await rest();
      expect(letters).toEqual([]);
      // The password was compared before it was changed; only then is theirs written.
      await db
        .update(users)
        .set({ passwordHash: await inTurn(() => seal(PASSWORD)) })
        .where(eq(users.id, ada.id));
      await expect(
        credentials.changePassword(ada, theirs, { current: PASSWORD, password: "what they chose" }),
      ).rejects.toMatchObject({ status: 401 });
      expect(await canSignIn("ada@example.org")).toBe(true);
    });

    test("the warning to the old address cancels the change, and asking anew makes a new warning", async () => {
      const { ada, theirs, out } = await attacked();
      expect(letters[1]).toMatchObject({ to: "ada@example.org", link: expect.stringContaining("/verify?cancel=") });
      await credentials.cancelNewAddress(out.cancel ?? "");
      await expect(credentials.confirmNewAddress(out.change ?? "")).rejects.toMatchObject({ status: 400 });
      await expect(credentials.cancelNewAddress(out.cancel ?? "")).rejects.toMatchObject({ status: 400 });
      expect(await working(out)).toEqual(["verify", "reset"]);
      await askFor(ada, "evil@example.org", theirs);
      await credentials.cancelNewAddress(tokenOf(letters.at(-1)));
      expect((await rowOf("ada@example.org"))?.id).toBe(ada.id);
    });

    test("asking once more does not void the first warning, which cancels every change that was asked for", async () => {
      const { ada, theirs, out } = await attacked();
      await askFor(ada, "evil2@example.org", theirs);
      const [confirm, warning] = letters.slice(-2).map(tokenOf);
      await credentials.cancelNewAddress(out.cancel ?? "");
      await expect(credentials.confirmNewAddress(confirm ?? "")).rejects.toMatchObject({ status: 400 });
      expect((await rowOf("ada@example.org"))?.id).toBe(ada.id);
      await expect(credentials.cancelNewAddress(warning ?? "")).rejects.toMatchObject({ status: 400 });
    });

    test("asking for addresses leaves the letters with which its holder comes back", async () => {
      const { ada, theirs } = await attacked();
      for (let i = 0; i < 9; i++) await askFor(ada, `evil${i}@example.org`, theirs);
      letters.splice(0);
      await credentials.sendReset("ada@example.org", SITE);
      expect(letters).toMatchObject([{ to: "ada@example.org", subject: "Choose a new password for Gloss" }]);
    });
  });
});
