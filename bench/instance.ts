import { performance } from "node:perf_hooks";
import { v7 as uuid } from "uuid";
import { z } from "zod";

export const median = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
export const ms = (value: number) => `${value.toFixed(1)} ms`;

/** One core's speed today: sorting the same 300,000 numbers. Compare machines by this figure, not by milliseconds. */
export function calibration(): number {
  const runs = Array.from({ length: 7 }, () => {
    let x = 12345;
    const numbers = Array.from({ length: 300_000 }, () => (x = (x * 1_103_515_245 + 12_345) % 2_147_483_648));
    const begun = performance.now();
    numbers.sort((a, b) => a - b);
    return performance.now() - begun;
  });
  return median(runs);
}

const named = z.object({ id: z.string() });
export type Person = { cookie: string; id: string };

export async function signUp(url: string): Promise<Person> {
  const account = { name: "Bench Reader", email: `reader-${uuid()}@example.org`, password: "a quiet long evening" };
  const json = { "Content-Type": "application/json", Origin: url };
  await fetch(`${url}/api/v1/users`, { method: "POST", headers: json, body: JSON.stringify(account) });
  const first = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await first.json());
  const jar = first.headers.getSetCookie().map((c) => c.split(";")[0]);
  const entered = await fetch(`${url}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { "Content-Type": "application/x-www-form-urlencoded", Origin: url, Cookie: jar.join("; ") },
    body: new URLSearchParams({ csrfToken, json: "true", email: account.email, password: account.password }),
  });
  const cookie = [...jar, ...entered.headers.getSetCookie().map((c) => c.split(";")[0])].join("; ");
  const me = await fetch(`${url}/api/v1/me`, { headers: { Cookie: cookie } });
  return { cookie, id: named.parse(await me.json()).id };
}

export async function addArticle(url: string, who: Person, title: string, text: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/articles`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: url, Cookie: who.cookie },
    body: JSON.stringify({ title, text }),
  });
  if (answer.status !== 201) throw new Error(`the article was not taken: ${answer.status} ${await answer.text()}`);
  return named.parse(await answer.json()).id;
}

/** A signed-in person's cookies as a browser takes them. */
export const cookiesOf = (url: string, cookie: string) =>
  cookie.split("; ").map((pair) => ({
    name: pair.slice(0, pair.indexOf("=")),
    value: pair.slice(pair.indexOf("=") + 1),
    domain: new URL(url).hostname,
    path: "/",
  }));
