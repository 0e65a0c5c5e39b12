import { randomUUID } from "node:crypto";
import { type APIRequestContext, type APIResponse, expect, request, test } from "@playwright/test";

/** The public API from outside: a client with a cookie and nothing of ours, each answer by its status and its shape. */

const TEXT =
  "The first line is the title\n\nThe river rose twice that spring. Nobody had seen it so high.\n\nIt cost four million.";
const url = () => process.env.GLOSS_URL ?? "";
const client = (more: Record<string, string> = {}) =>
  request.newContext({ baseURL: url(), extraHTTPHeaders: { Origin: url(), ...more } });

async function account(): Promise<APIRequestContext> {
  const api = await client();
  const person = { name: "Ada", email: `${randomUUID()}@example.org`, password: "three quiet lamps" };
  expect((await api.post("/api/v1/users", { data: person })).status()).toBe(201);
  const { csrfToken } = await (await api.get("/api/auth/csrf")).json();
  const form = { csrfToken, email: person.email, password: person.password, json: "true" };
  expect((await api.post("/api/auth/callback/credentials", { form })).status()).toBe(200);
  expect((await api.get("/api/v1/me")).status()).toBe(200);
  return api;
}

const bring = async (api: APIRequestContext, data: object = { text: TEXT }) => {
  const made = await api.post("/api/v1/articles", { data });
  expect(made.status()).toBe(201);
  return made.json();
};
const quote = (exact: string) => ({ quote: { exact }, kind: "claim", layer: "private" });
const put = (api: APIRequestContext, id: string, data: object) => api.put(`/api/v1/annotations/${id}`, { data });

async function problem(answer: APIResponse, status: number) {
  expect(answer.status()).toBe(status);
  expect(answer.headers()["content-type"]).toBe("application/problem+json");
  const body = await answer.json();
  expect(body).toMatchObject({ type: "about:blank", status, title: expect.any(String), detail: expect.any(String) });
  expect(body.instance).toBe(`urn:uuid:${answer.headers()["x-request-id"]}`);
  return body;
}

test("an article, from a paste to off the shelf", async () => {
  const api = await account();
  const article = await bring(api);
  expect(article).toMatchObject({
    title: "The first line is the title",
    visibility: "private",
    revision: 1,
    onShelf: true,
  });
  expect(article.version).toMatchObject({ number: 1, text: TEXT.slice(TEXT.indexOf("The river")) });
  const at = `/api/v1/articles/${article.id}`;
  const read = await api.get(at);
  expect(read.headers()).toMatchObject({ etag: '"1"', "cache-control": "private, no-store" });
  expect(read.headers().vary).toContain("Cookie");
  expect(article.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  await problem(await api.patch(at, { data: { title: "Else" } }), 428);
  const stale = await problem(await api.patch(at, { data: { title: "Else" }, headers: { "If-Match": '"7"' } }), 412);
  expect(stale.current.title).toBe("The first line is the title");
  for (const tag of ['"01"', '" 1"', "1", 'W/"1"', '"1", "2"'])
    await problem(await api.patch(at, { data: { title: "Else" }, headers: { "If-Match": tag } }), 412);
  const changed = await api.patch(at, { data: { title: "Else" }, headers: { "If-Match": '"1"' } });
  expect(await changed.json()).toMatchObject({ title: "Else", revision: 2 });
  const list = await (await api.get("/api/v1/articles?q=else")).json();
  expect(list.items).toHaveLength(1);
  expect(list.items[0]).not.toHaveProperty("version");
  await problem(await api.delete(at), 428);
  expect((await api.delete(at, { headers: { "If-Match": '"2"' } })).status()).toBe(204);
  await problem(await api.get(at), 404);
  expect((await api.put(`${at}/shelf`)).status()).toBe(204);
  expect((await api.get(at)).status()).toBe(200);
});

test("a mark, written once however often it is sent", async () => {
  const api = await account();
  const { id: articleId } = await bring(api);
  const id = randomUUID();
  const sent = { articleId, ...quote("rose  twice\nthat"), body: "Twice?", tags: ["flood"] };
  const first = await put(api, id, sent);
  expect(first.status()).toBe(201);
  expect(await first.json()).toMatchObject({
    id,
    quote: { exact: "rose twice that" },
    span: { start: 10, end: 25 },
    anchor: { how: "exact" },
    tags: ["flood"],
    sectionId: null,
    replyCount: 0,
    canEdit: true,
  });
  expect((await put(api, id, sent)).status()).toBe(200);
  await problem(await put(api, id, { ...sent, body: "Else" }), 409);
  // From a page that was open when somebody else signed in beside it.
  const left = { data: sent, headers: { "Gloss-Reader": randomUUID() } };
  await problem(await api.put(`/api/v1/annotations/${randomUUID()}`, left), 401);
  const at = `/api/v1/annotations/${id}`;
  await problem(await api.patch(at, { data: { body: "x" } }), 428);
  const changed = await api.patch(at, { data: { body: "x" }, headers: { "If-Match": '"1"' } });
  expect(changed.headers().etag).toBe('"2"');
  expect(
    (await problem(await api.patch(at, { data: { body: "y" }, headers: { "If-Match": '"1"' } }), 412)).current,
  ).toMatchObject({ body: "x" });
  const ld = await api.get(at, { headers: { Accept: "application/ld+json" } });
  expect(ld.headers()["content-type"]).toContain("application/ld+json");
  expect(ld.headers().etag).not.toBe('"2"');
  expect(await ld.json()).toMatchObject({ type: "Annotation", "@context": "http://www.w3.org/ns/anno.jsonld" });
  expect((await api.delete(at, { headers: { "If-Match": '"2"' } })).status()).toBe(204);
  await problem(await api.get(at), 404);
  expect((await api.post(`${at}/restore`)).status()).toBe(200);
  expect((await (await api.get(`/api/v1/articles/${articleId}/annotations?tag=flood`)).json()).items).toHaveLength(1);
});

test("bad input is told apart, and nothing of it is written", async () => {
  const api = await account();
  const { id: articleId } = await bring(api);
  const mark = (more: object) => put(api, randomUUID(), { articleId, ...quote("four million"), ...more });
  for (const more of [
    { body: "a\0b" },
    { body: "a\ud800b" },
    { kind: "highlight" },
    { quote: { exact: "  " } },
    { quote: { exact: "four", start: 4, end: 4 } },
    { quote: { exact: "four", start: 9, end: 4 } },
    { layer: "group" },
    { body: "é".repeat(17_000) },
    { tags: Array.from({ length: 51 }, (_, i) => `t${i}`) },
  ]) {
    expect(Object.keys((await problem(await mark(more), 400)).errors).length).toBeGreaterThan(0);
  }
  await problem(await mark({ quote: { exact: "five million" } }), 422);
  await problem(await mark({ quote: { exact: "four million", start: 1, end: 1_000_000 } }), 422);
  await problem(await mark({ layer: "public" }), 422);
  await problem(await mark({ layer: "group", groupId: randomUUID() }), 422);
  expect((await (await api.get(`/api/v1/articles/${articleId}/annotations`)).json()).items).toEqual([]);
  for (const text of ["", " \n\t ", "\0"]) await problem(await api.post("/api/v1/articles", { data: { text } }), 400);
  await problem(await api.post("/api/v1/articles", { data: { text: "a", html: "b" } }), 400);
  await problem(await api.post("/api/v1/articles", { data: { text: "word ".repeat(2_200_000) } }), 413);
  await problem(await api.post("/api/v1/articles", { data: { url: "http://127.0.0.1/" } }), 422);
  await problem(await api.post("/api/v1/articles", { data: { url: "file:///etc/passwd" } }), 400);
  await problem(await api.get("/api/v1/articles?limit=201"), 400);
  await problem(await api.get("/api/v1/articles?cursor=made-up"), 400);
  for (const page of ["/articles", "/notebook"]) expect((await api.get(`${page}?cursor=made-up`)).status()).toBe(200);
  for (const path of ["/api/v1/articles/%E0%A4", "/articles/%E0%A4"]) {
    const refused = await api.get(path);
    expect([refused.status(), refused.headers()["x-request-id"]]).toEqual([
      400,
      expect.stringMatching(/^[\da-f-]{36}$/),
    ]);
  }
  const raw = (data: string | Buffer, type: string) =>
    api.post("/api/v1/groups", { data, headers: { "Content-Type": type } });
  await problem(await raw('{"name":"x"}', "text/plain"), 415);
  await problem(await raw("{", "application/json"), 400);
  await problem(await raw(Buffer.from([0x22, 0xff, 0x22]), "application/json"), 400);
});

test("a write borne by a cookie comes from our own pages", async () => {
  const api = await account();
  for (const Origin of ["https://elsewhere.example", "null"])
    await problem(await api.post("/api/v1/groups", { data: { name: "x" }, headers: { Origin } }), 403);
  const { cookies } = await api.storageState();
  const bare = await request.newContext({ baseURL: url(), storageState: { cookies, origins: [] } });
  await problem(await bare.post("/api/v1/groups", { data: { name: "x" } }), 403);
  expect((await bare.get("/api/v1/me")).status()).toBe(200);
});

/** An answer's bytes, but for its request's id, which no two have in common. */
const said = async (answer: APIResponse) =>
  (await answer.text()).replace(answer.headers()["x-request-id"] ?? "no id", "id");

test("not yours and not there are the same bytes, and signed out every account's call is 401", async () => {
  const [ada, eve, nobody] = [await account(), await account(), await client()];
  const article = await bring(ada);
  const id = randomUUID();
  await put(ada, id, { articleId: article.id, ...quote("four million") });
  const group = await (await ada.post("/api/v1/groups", { data: { name: "Circle" } })).json();
  const calls = (articleId: string, noteId: string, groupId: string): [string, string, object?][] => [
    ["get", `articles/${articleId}`],
    ["patch", `articles/${articleId}`, { title: "x" }],
    ["delete", `articles/${articleId}`],
    ["get", `articles/${articleId}/annotations`],
    ["get", `articles/${articleId}/progress`],
    ["put", `articles/${articleId}/progress`, { place: 1, share: 0.1 }],
    ["put", `articles/${articleId}/shelf`],
    ["get", `articles/${articleId}/images/${"a".repeat(64)}`],
    ["get", `annotations/${noteId}`],
    ["patch", `annotations/${noteId}`, { body: "x" }],
    ["delete", `annotations/${noteId}`],
    ["post", `annotations/${noteId}/restore`],
    ["get", `annotations/${noteId}/history`],
    ["get", `annotations/${noteId}/replies`],
    ["put", `annotations/${noteId}/replies/${randomUUID()}`, { body: "x" }],
    ["get", `groups/${groupId}`],
    ["get", `groups/${groupId}/members`],
    ["get", `groups/${groupId}/invites`],
    ["get", `groups/${groupId}/readings`],
    ["post", `groups/${groupId}/invites`, {}],
    ["post", `groups/${groupId}/readings`, { articleId }],
  ];
  const ask = (api: APIRequestContext, [method, path, data]: [string, string, object?]) =>
    api.fetch(`/api/v1/${path}`, { method, data, headers: { "If-Match": '"1"' } });
  const [theirs, none] = [calls(article.id, id, group.id), calls(randomUUID(), randomUUID(), randomUUID())];
  for (const [i, call] of theirs.entries()) {
    const [found, absent] = [await ask(eve, call), await ask(eve, none[i] ?? call)];
    await problem(found, 404);
    expect(await said(found), call.join(" ")).toBe(await said(absent));
  }
  for (const [method, path, data] of [
    ["get", "me"],
    ["get", "articles"],
    ["post", "articles", { text: TEXT }],
    ["get", "groups"],
    ["put", `annotations/${id}`, {}],
  ] satisfies [string, string, object?][])
    await problem(await ask(nobody, [method, path, data]), 401);
  await problem(await ask(nobody, ["get", `annotations/${id}`]), 404);
  await problem(await ask(nobody, ["get", "annotations/no-id-at-all"]), 404);
});

test("a group: an invitation, a reading, a thread, a last owner", async () => {
  const [ada, ben] = [await account(), await account()];
  const article = await bring(ada);
  const made = await ada.post("/api/v1/groups", { data: { name: "Circle", description: "Of two" } });
  expect(made.status()).toBe(201);
  const group = await made.json();
  const at = `/api/v1/groups/${group.id}`;
  const invite = await (await ada.post(`${at}/invites`, { data: { maxUses: 1 } })).json();
  expect(invite.url).toBe(`${url()}/invites/${invite.token}`);
  expect(await (await (await client()).get(`/api/v1/invites/${invite.token}`)).json()).toMatchObject({
    group: { name: "Circle" },
    member: false,
  });
  expect(await (await ben.post(`/api/v1/invites/${invite.token}`)).json()).toEqual({
    groupId: group.id,
    role: "member",
  });
  expect((await ben.post(`/api/v1/invites/${invite.token}`)).status()).toBe(200);
  await problem(await (await account()).post(`/api/v1/invites/${invite.token}`), 404);
  await problem(await ben.post(`${at}/invites`, { data: {} }), 404);
  await problem(await ben.get(`/api/v1/articles/${article.id}`), 404);
  expect((await ada.post(`${at}/readings`, { data: { articleId: article.id } })).status()).toBe(201);
  expect((await ada.post(`${at}/readings`, { data: { articleId: article.id } })).status()).toBe(200);
  const id = randomUUID();
  await put(ada, id, { articleId: article.id, ...quote("four million"), layer: "group", groupId: group.id });
  const replyId = randomUUID();
  const say = () => ben.put(`/api/v1/annotations/${id}/replies/${replyId}`, { data: { body: "Says who?" } });
  expect([(await say()).status(), (await say()).status()]).toEqual([201, 200]);
  const open = await ada.patch(`/api/v1/articles/${article.id}`, {
    data: { visibility: "public" },
    headers: { "If-Match": '"1"' },
  });
  expect(await open.json()).toMatchObject({ visibility: "public" });
  await problem(
    await ada.patch(`/api/v1/annotations/${id}`, { data: { layer: "public" }, headers: { "If-Match": '"1"' } }),
    409,
  );
  await problem(
    await ada.patch(`/api/v1/replies/${replyId}`, { data: { body: "mine" }, headers: { "If-Match": '"1"' } }),
    404,
  );
  const { items } = await (await ada.get(`/api/v1/annotations/${id}/replies`)).json();
  expect(items).toMatchObject([{ body: "Says who?", canEdit: false }]);
  const { id: adaId } = await (await ada.get("/api/v1/me")).json();
  await problem(await ada.patch(`${at}/members/${adaId}`, { data: { role: "member" } }), 409);
  await problem(await ada.delete(`${at}/members/${adaId}`), 409);
  const { id: benId } = await (await ben.get("/api/v1/me")).json();
  expect((await ben.delete(`${at}/members/${benId}`)).status()).toBe(204);
  await problem(await ben.get(`/api/v1/annotations/${id}`), 404);
});

test("the instance says that it works and describes its API", async () => {
  const api = await client();
  expect(await (await api.get("/api/v1/health")).json()).toMatchObject({ status: "ok", database: "ok" });
  // A picture is a page of its own without scripts and without our origin, whatever is in it.
  const picture = await api.get(`/api/v1/articles/${randomUUID()}/images/${"a".repeat(64)}`);
  expect(picture.headers()["content-security-policy"]).toMatch(/^default-src 'none';.*; sandbox$/);
  expect((await api.get("/_next/image?url=%2Ficon.svg&w=64&q=75")).status()).toBe(404);
  // Where no token is set nobody has one.
  await problem(await api.get("/api/v1/metrics", { headers: { Authorization: "Bearer " } }), 404);
  expect(await (await api.get("/api/v1/openapi.json")).json()).toMatchObject({ openapi: "3.1.0" });
});

test("a new version: previewed, published, listed, withdrawn; who may not publish learns of nothing", async () => {
  const [api, other] = [await account(), await account()];
  const { id, version } = await bring(api);
  const [first, lost] = [randomUUID(), randomUUID()];
  expect((await put(api, first, { articleId: id, ...quote("rose twice") })).status()).toBe(201);
  expect((await put(api, lost, { articleId: id, ...quote("It cost four million.") })).status()).toBe(201);
  const at = `/api/v1/articles/${id}/versions`;
  const text = "It began quietly.\n\nThe river rose twice that spring. Nobody had seen it so high.";
  const next = { text, baseVersionId: version.id };
  await problem(await other.post(at, { data: next }), 404);
  await problem(await other.get(at), 404);
  await problem(await (await client()).post(at, { data: next }), 401);
  await problem(await api.post(at, { data: { text } }), 400);
  await problem(await api.post(at, { data: { ...next, text: " " } }), 400);
  await problem(await api.post(at, { data: { ...next, text: version.text } }), 422);
  const asked = await problem(await api.post(at, { data: { ...next, text: "Else.\n\nAltogether." } }), 409);
  expect(asked).toMatchObject({ confirm: true, anchors: { kept: 0, moved: 0, orphaned: 2 } });

  const shown = await api.post(at, { data: { ...next, preview: true } });
  expect(shown.status()).toBe(200);
  const { importId, marks, anchors } = await shown.json();
  expect(anchors).toEqual({ kept: 1, moved: 0, orphaned: 1 });
  expect(marks).toMatchObject([
    { id: first, standing: "kept" },
    { id: lost, standing: "orphaned", now: null },
  ]);
  const made = await api.post(at, { data: { importId, baseVersionId: version.id } });
  expect(made.status()).toBe(201);
  const { version: second } = await made.json();
  expect(second).toMatchObject({ number: 2, current: true, text, withdrawnAt: null });
  expect((await problem(await api.post(at, { data: { ...next, text: "Late." } }), 412)).current).toMatchObject({
    id: second.id,
  });

  const list = await (await api.get(at)).json();
  expect(list).toMatchObject({ items: [{ number: 2 }, { number: 1, current: false }], next: null });
  for (const number of ["0", "01", "3", "x"]) await problem(await api.get(`${at}/${number}`), 404);
  await problem(await api.patch(`${at}/2`, { data: { withdrawn: true } }), 409);
  expect(await (await api.patch(`${at}/1`, { data: { withdrawn: true } })).json()).toMatchObject({
    text: null,
    tree: null,
  });
  const { items } = await (await api.get(`/api/v1/articles/${id}/annotations`)).json();
  expect(items).toMatchObject([{ id: first }, { id: lost, span: null, anchor: null, canAttach: true }]);
  const anchor = { quote: { exact: "It began quietly." }, versionId: second.id };
  await problem(await other.put(`/api/v1/annotations/${lost}/anchor`, { data: anchor }), 404);
  await problem(
    await api.put(`/api/v1/annotations/${lost}/anchor`, { data: { ...anchor, versionId: version.id } }),
    412,
  );
  const attached = await (await api.put(`/api/v1/annotations/${lost}/anchor`, { data: anchor })).json();
  expect(attached).toMatchObject({
    span: { start: 0, end: 17 },
    quote: { exact: "It cost four million." },
    revision: 1,
  });
  expect(await (await api.delete(`/api/v1/annotations/${lost}/anchor`)).json()).toMatchObject({ span: null });
});
