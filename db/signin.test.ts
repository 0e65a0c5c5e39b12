import { sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Problem } from "@/lib/problem";
import { db } from "./client";
import { inTurn, seal } from "./passwords";
import { failures, users } from "./schema";
import * as sessions from "./sessions";
import { admit, authenticate, confirm, enter, type From } from "./signin";
import { seed } from "./testing.people";

const RIGHT = "the right one, and long";
const at = (address: string, device: string | null = null): From => ({ address, deviceOf: () => device });
const answer = async (email: string, password: string, from: From) => {
  try {
    return (await authenticate({ email, password }, from)).userId ? "in" : "wrong";
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(Number(error.more.headers?.["Retry-After"])).toBeGreaterThan(0);
    expect(Number(error.more.headers?.["Retry-After"])).toBeLessThanOrEqual(900);
    return error.status;
  }
};
/** Failures as they would stand after `count` wrong guesses, without the hashing. */
const failed = (count: number, account: string, address: string) =>
  db.execute(
    sql`insert into failures (account, address) select encode(sha256(${account}::bytea), 'hex'), ${address} from generate_series(1, ${count}::int)`,
  );

let sealed: string;
beforeAll(async () => {
  sealed = await inTurn(() => seal(RIGHT));
  await seed({ email: "ada@example.org", passwordHash: sealed });
});
beforeEach(async () => {
  await db.delete(failures);
  await db.execute(sql`delete from sessions`);
});

describe("a password", () => {
  test("opens the account that it belongs to, and no other", async () => {
    expect(await answer("ada@example.org", RIGHT, at("a"))).toBe("in");
    expect(await answer("ada@example.org", "another", at("a"))).toBe("wrong");
    expect(await answer("nobody@example.org", RIGHT, at("a"))).toBe("wrong");
  });

  test("opens neither a disabled account, nor a sample reader's, nor one that has no password", async () => {
    await seed({ email: "off@example.org", passwordHash: sealed, disabledAt: "2026-01-01" });
    await seed({ email: "sample@example.org", passwordHash: sealed, sample: true });
    await seed({ email: "github@example.org", passwordHash: null });
    for (const who of ["off", "sample", "github"])
      expect(await answer(`${who}@example.org`, RIGHT, at("a")), who).toBe("wrong");
  });

  test("is the same typed composed or decomposed", async () => {
    await seed({ email: "e@example.org", passwordHash: await inTurn(() => seal("caf\u00e9 au lait")) });
    expect(await answer("e@example.org", "cafe\u0301 au lait", at("a"))).toBe("in");
  });
});

describe("the limits on guessing", () => {
  test("ten failures for an account from one address, then 429 also for the right password; elsewhere it goes on", async () => {
    for (let i = 0; i < 10; i++) expect(await answer("ada@example.org", `guess ${i}`, at("a"))).toBe("wrong");
    expect(await answer("ada@example.org", RIGHT, at("a"))).toBe(429);
    await expect(admit("ada@example.org", at("a"))).rejects.toMatchObject({ status: 429 });
    expect(await answer("ada@example.org", RIGHT, at("b"))).toBe("in");
    expect(await answer("eve@example.org", "x", at("a"))).toBe("wrong");
  });

  test("of forty guesses sent at once, ten learn that they were wrong and the rest learn nothing", async () => {
    const all = await Promise.all(Array.from({ length: 40 }, (_, i) => answer("ada@example.org", `g${i}`, at("a"))));
    expect(all.filter((one) => one === "wrong")).toHaveLength(10);
    expect(all.filter((one) => one === 429)).toHaveLength(30);
  });

  test("a hundred from one address, whatever the accounts, also when they come at once", async () => {
    await failed(95, "someone@example.org", "a");
    const all = await Promise.all(Array.from({ length: 12 }, (_, i) => answer(`u${i}@example.org`, "x", at("a"))));
    expect(all.filter((one) => one === "wrong")).toHaveLength(5);
    expect(await answer("ada@example.org", RIGHT, at("a"))).toBe(429);
    expect(await answer("ada@example.org", RIGHT, at("b"))).toBe("in");
  });

  test("a hundred for one account, from however many addresses", async () => {
    for (let i = 0; i < 10; i++) await failed(10, "ada@example.org", `from ${i}`);
    expect(await answer("ada@example.org", RIGHT, at("new"))).toBe(429);
  });

  test("failures older than a quarter of an hour are forgotten", async () => {
    await failed(10, "ada@example.org", "a");
    await db.execute(sql`update failures set at = at - interval '15 minutes 1 second'`);
    expect(await answer("ada@example.org", RIGHT, at("a"))).toBe("in");
  });

  test("successes never count: a class behind one address signs in, and again", async () => {
    const all = await Promise.all(Array.from({ length: 300 }, () => answer("ada@example.org", RIGHT, at("school"))));
    expect(new Set(all)).toEqual(new Set(["in"]));
    expect(await db.$count(failures)).toBe(0);
  }, 60_000);
});

describe("nobody can lock another out", () => {
  test("a browser that was signed in before is let in past the failures of strangers", async () => {
    await failed(100, "ada@example.org", "a");
    expect(await answer("ada@example.org", RIGHT, at("a"))).toBe(429);
    expect(await answer("ada@example.org", RIGHT, at("a", "my browser"))).toBe("in");
  });

  test("such a browser has ten failures of its own, and they are not counted against others", async () => {
    for (let i = 0; i < 10; i++) expect(await answer("ada@example.org", "x", at("a", "stolen"))).toBe("wrong");
    expect(await answer("ada@example.org", RIGHT, at("a", "stolen"))).toBe(429);
    expect(await answer("ada@example.org", RIGHT, at("a", "mine"))).toBe("in");
    expect(await answer("ada@example.org", RIGHT, at("a"))).toBe("in");
  });

  test("an address from which the person is signed in is not refused for what came from elsewhere", async () => {
    const { userId } = await authenticate({ email: "ada@example.org", password: RIGHT }, at("home"));
    await sessions.open(userId ?? "", { userAgent: "", address: "home" });
    for (let i = 0; i < 10; i++) await failed(10, "ada@example.org", `from ${i}`);
    expect(await answer("ada@example.org", RIGHT, at("home"))).toBe("in");
    expect(await answer("ada@example.org", RIGHT, at("away"))).toBe(429);
  });
});

test("asking for the password again counts for that session alone", async () => {
  const viewer = await seed({ email: "again@example.org", passwordHash: sealed });
  expect(await confirm(viewer, "one", RIGHT)).toBe(true);
  for (let i = 0; i < 10; i++) expect(await confirm(viewer, "one", "x")).toBe(false);
  await expect(confirm(viewer, "one", RIGHT)).rejects.toMatchObject({ status: 429 });
  expect(await confirm(viewer, "two", RIGHT)).toBe(true);
  expect(await answer("again@example.org", RIGHT, at("a"))).toBe("in");
});

describe("a provider", () => {
  const says = (id: string, email: string | null, emailVerified = true) => ({
    provider: "oidc",
    providerAccountId: id,
    name: "Grace",
    email,
    emailVerified,
  });

  test("makes an account, and knows it again by its own id also under another address", async () => {
    const first = await enter(says("1", "grace@example.org"), null, "a");
    expect(first).toHaveProperty("userId");
    expect(await enter(says("1", "grace@elsewhere.example"), null, "a")).toEqual(first);
  });

  test("is matched by address only when both sides verified it", async () => {
    const verified = await seed({ email: "v@example.org", emailVerifiedAt: "2026-01-01" });
    await seed({ email: "u@example.org" });
    expect(await enter(says("2", "v@example.org", false), null, "a")).toEqual({ refused: "unsure" });
    expect(await enter(says("3", "u@example.org"), null, "a")).toEqual({ refused: "unsure" });
    expect(await enter(says("4", "V@Example.org"), null, "a")).toEqual({ userId: verified.id });
  });

  test("makes no account of an unverified address, nor where sign-up is not open", async () => {
    expect(await enter(says("5", "new@example.org", false), null, "a")).toEqual({ refused: "unconfirmed" });
    expect(await enter(says("5", null), null, "a")).toEqual({ refused: "unconfirmed" });
    process.env.GLOSS_SIGNUP = "invite";
    expect(await enter(says("5", "new@example.org"), null, "a")).toEqual({ refused: "closed" });
    delete process.env.GLOSS_SIGNUP;
  });

  test("is connected to the account that is signed in, and never to two", async () => {
    const [one, two] = [await seed({ email: "one@example.org" }), await seed({ email: "two@example.org" })];
    expect(await enter(says("6", "x@example.org"), one, "a")).toEqual({ userId: one.id });
    expect(await enter(says("6", "x@example.org"), two, "a")).toEqual({ refused: "taken" });
    expect(await enter(says("6", "x@example.org"), null, "a")).toEqual({ userId: one.id });
  });

  test("opens no disabled account", async () => {
    const { id } = await seed({ email: "gone@example.org" });
    await enter(
      says("7", null),
      { id, name: "", email: null, role: "member", emailVerified: false, settings: {} },
      "a",
    );
    await db.update(users).set({ disabledAt: "2026-01-01" }).where(sql`id = ${id}`);
    expect(await enter(says("7", null), null, "a")).toEqual({ refused: "disabled" });
  });
});
