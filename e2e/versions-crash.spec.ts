import { type APIRequestContext, expect, request, test } from "@playwright/test";
import { v7 as newId } from "uuid";
import { type Annotation, annotation } from "../lib/schemas/annotation";
import { article } from "../lib/schemas/article";
import { publishing } from "../lib/schemas/version";
import { type Server, serve } from "./server";

const ADA = { name: "Ada", email: "ada@example.org", password: "a long walk by the river" };
const MARKS = 120;
const TEXT = Array.from(
  { length: 1_200 },
  (_, i) => `In year ${1000 + i} the keeper of house ${i * 7919} wrote ${(i * 31) % 997} lines about its well.`,
).join("\n\n");

async function signIn(server: Server, api: APIRequestContext) {
  const { csrfToken } = await (await api.get("/api/auth/csrf")).json();
  const form = { csrfToken, email: ADA.email, password: ADA.password, json: "true" };
  expect((await api.post("/api/auth/callback/credentials", { form })).status()).toBe(200);
  const { cookies } = await api.storageState();
  return { Origin: server.url, Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
}

/** Publishes, and kills the server as soon as it says that it has come to `stage`. */
async function killAt(stage: string, server: Server, path: string, headers: Record<string, string>, data: object) {
  const response = await fetch(`${server.url}${path}`, {
    method: "POST",
    headers: { ...headers, Accept: "application/x-ndjson", "Content-Type": "application/json" },
    body: JSON.stringify(data),
  });
  expect(response.headers.get("content-type")).toBe("application/x-ndjson");
  const decoder = new TextDecoder();
  let said = "";
  for await (const chunk of response.body ?? []) {
    said += decoder.decode(chunk, { stream: true });
    const lines = said
      .split("\n")
      .slice(0, -1)
      .map((line) => publishing.parse(JSON.parse(line)));
    if (lines.some((line) => "stage" in line && line.stage === stage)) break;
    expect(lines.filter((line) => "status" in line)).toEqual([]);
  }
  expect(said).toContain(stage);
  server.signal("SIGKILL");
  await server.ended;
}

test("a server killed while it publishes leaves no version half done, and publishes it the next time", async () => {
  test.setTimeout(120_000);
  const server = await serve({ GLOSS_SAMPLE: "off" });
  const api = await request.newContext({ baseURL: server.url, extraHTTPHeaders: { Origin: server.url } });
  try {
    expect((await api.post("/api/v1/users", { data: ADA })).status()).toBe(201);
    const headers = await signIn(server, api);
    const { id: articleId, version } = article.parse(
      await (await api.post("/api/v1/articles", { data: { title: "Wells", text: TEXT } })).json(),
    );
    const marks = Array.from({ length: MARKS }, (_, i) => i);
    const marked: Annotation[] = [];
    // Few at a time: what one person writes is written one after another, and none may wait for five seconds.
    const writeAll = async () => {
      for (let i = marks.shift(); i !== undefined; i = marks.shift()) {
        const start = i * 400;
        const quote = {
          exact: TEXT.slice(start, start + 30).trim(),
          start,
          end: start + TEXT.slice(start, start + 30).trimEnd().length,
        };
        const put = await api.put(`/api/v1/annotations/${newId()}`, {
          data: { articleId, kind: "note", quote, layer: "private" },
        });
        expect(put.status(), await put.text()).toBe(201);
        marked.push(annotation.parse(await put.json()));
      }
    };
    await Promise.all(Array.from({ length: 4 }, writeAll));
    const path = `/api/v1/articles/${articleId}/versions`;
    const next = { text: TEXT.replaceAll("house", "cottage"), baseVersionId: version.id };
    /** Every mark as it stands in a version. */
    const placed = async (number: number) => {
      const found: { id: string; span: unknown }[] = [];
      for (let cursor = ""; ; ) {
        const list = await (
          await api.get(`/api/v1/articles/${articleId}/annotations?limit=200&version=${number}${cursor}`)
        ).json();
        found.push(...list.items);
        if (!list.next) return found.filter(({ span }) => span !== null);
        cursor = `&cursor=${list.next}`;
      }
    };

    for (const stage of ["comparing", "saving"]) {
      await killAt(stage, server, path, headers, next);
      await server.restart();
      const { items } = await (await api.get(path)).json();
      // Told that it is saving, the server may have been through with it before it was killed.
      expect(items.length).toBeLessThanOrEqual(stage === "saving" ? 2 : 1);
      expect(items[0].current).toBe(true);
      for (const { number } of items) expect(await placed(number)).toHaveLength(MARKS);
      for (const { id, span } of marked.slice(0, 3))
        expect(await placed(1)).toContainEqual(expect.objectContaining({ id, span }));
      if (items.length === 2) return;
    }
    const done = await api.post(path, { data: next });
    expect(done.status(), await done.text()).toBe(201);
    expect(await placed(2)).toHaveLength(MARKS);
  } finally {
    await api.dispose();
    await server.stop();
  }
});
