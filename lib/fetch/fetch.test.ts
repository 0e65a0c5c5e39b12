import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ArticleError } from "../article/error";
import { importArticle } from "../article/import";
import { encode } from "../testing";
import { fetchable, hostOf, isPublicAddress } from "./address";
import { fetchArticle, fetchPage, fetchPicture } from "./article";
import { fetchPublic, type Network } from "./fetch";
import { allowedUrls, refusedUrls } from "./hostile";

const LIMITS = { bytes: 100_000, seconds: 2, types: ["text/html", "text/plain"], accept: "*/*" };
const refused = { reason: "unreachable", status: 422, detail: new ArticleError("unreachable").detail };

describe("addresses", () => {
  test.each(refusedUrls)("$url is refused: $why", async ({ url, resolves }) => {
    if (resolves) expect(resolves.length > 0 && resolves.every(isPublicAddress)).toBe(false);
    else expect(fetchable(url)).toBeNull();
    const asked: string[] = [];
    const network = {
      resolve: async (host: string) => {
        asked.push(host);
        return resolves ?? [];
      },
      permitted: new Set<string>(),
    };
    await expect(fetchPublic(url, LIMITS, { network })).rejects.toMatchObject(refused);
    // What the spelling gives away is refused without asking any resolver.
    expect(asked.length).toBe(resolves ? 1 : 0);
  });
  test.each(allowedUrls)("$url is allowed: $why", ({ url, resolves }) => {
    const parsed = fetchable(url);
    expect(parsed).not.toBeNull();
    expect((resolves ?? [hostOf(parsed!)]).every(isPublicAddress)).toBe(true);
  });
});

describe("a page of the test's own", () => {
  const hits: string[] = [];
  let server: Server;
  let port = 0;
  const network = (map: Record<string, string[]> = {}): Network => ({
    resolve: async (host) => map[host] ?? ["127.0.0.1"],
    permitted: new Set([`127.0.0.1:${port}`]),
  });
  const at = (path: string, host = "page.example.com") => `http://${host}:${port}${path}`;
  const get = (path: string, map?: Record<string, string[]>) =>
    fetchPublic(at(path), LIMITS, { network: network(map) });

  const routes: Record<string, RequestListener> = {
    "/plain": (_, response) => response.setHeader("content-type", "text/plain; charset=utf-8").end("Title\n\nWords"),
    "/gzip": (_, response) =>
      response.writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" }).end(gzipSync("zipped")),
    "/br": (_, response) =>
      response
        .writeHead(200, { "content-type": "text/html", "content-encoding": "br" })
        .end(brotliCompressSync("zipped")),
    "/bomb": (_, response) =>
      response
        .writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" })
        .end(gzipSync(Buffer.alloc(50_000_000))),
    "/long": (_, response) => response.setHeader("content-type", "text/html").end("x".repeat(100_001)),
    "/pdf": (_, response) => response.setHeader("content-type", "application/pdf").end("%PDF-"),
    "/missing": (_, response) => response.writeHead(404, { "content-type": "text/html" }).end("no"),
    "/slow": (_, response) => response.writeHead(200, { "content-type": "text/html" }).write("never ends"),
    "/cut": (_, response) => {
      response.writeHead(200, { "content-type": "text/html", "content-length": "100" }).write("short");
      response.socket?.destroy();
    },
    "/garbled": (_, response) =>
      response.writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" }).end("not gzip"),
    "/inside": (_, response) => response.writeHead(302, { location: "http://127.0.0.1:8080/" }).end(),
    "/metadata": (_, response) => response.writeHead(301, { location: "http://169.254.169.254/" }).end(),
    "/script": (_, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end(),
    "/elsewhere": (_, response) => response.writeHead(302, { location: at("/plain", "inside.example.com") }).end(),
    "/circle": (_, response) => response.writeHead(302, { location: "/circle" }).end(),
    "/picture.png": (_, response) => response.setHeader("content-type", "text/plain").end(PNG),
    "/picture.svg": (_, response) => response.setHeader("content-type", "image/svg+xml").end("<svg onload=alert(1)>"),
    "/cyrillic": (_, response) => response.setHeader("content-type", "text/html").end(CYRILLIC),
    "/notes.mkd": (_, response) => response.setHeader("content-type", "text/plain").end("# Notes\n\n*Words*"),
    "/article": (_, response) => response.setHeader("content-type", "text/html; charset=windows-1252").end(PAGE),
  };
  for (let left = 0; left < 7; left++) {
    const location = left === 0 ? "/plain" : `/hop${left - 1}`;
    routes[`/hop${left}`] = (_, response) => response.writeHead(302, { location }).end();
  }
  const PNG = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAYAAACddGYaAAAAEUlEQVR4nGP4z8DwH4YZcHIAUr4J949GmIgAAAAASUVORK5CYII=",
    "base64",
  );
  const prose = "A caf\xe9 sentence of some length, with commas, so that it counts as prose and not as a menu. ";
  const PAGE = Buffer.from(
    `<html><title>A caf\xe9</title><article>${`<p>${prose.repeat(3)}</p>`.repeat(5)}<p><img src=/picture.png alt=One> and <img src=/picture.svg alt=Two></p></article></html>`,
    "latin1",
  );
  const SENTENCE = "Осенью река поднимается выше старого моста, и паромщик ждёт, пока вода спадёт. ";
  const CYRILLIC = encode(
    `<html><title>Паром</title><article>${`<p>${SENTENCE.repeat(3)}</p>`.repeat(4)}</article></html>`,
    "windows-1251",
  );

  beforeAll(async () => {
    server = createServer((request, response) => {
      hits.push(`${request.headers.host}${request.url}`);
      const route = routes[request.url ?? ""];
      if (route) route(request, response);
      else response.writeHead(404).end();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test("is fetched by its name, from the address that was checked", async () => {
    const page = await get("/plain");
    expect(Buffer.from(page.bytes).toString()).toBe("Title\n\nWords");
    expect(hits.at(-1)).toBe(`page.example.com:${port}/plain`);
    for (const path of ["/gzip", "/br"]) expect(Buffer.from((await get(path)).bytes).toString()).toBe("zipped");
  });

  test("a name is resolved once a hop, so that it cannot change its mind", async () => {
    let asked = 0;
    const changing: Network = { ...network(), resolve: async () => [++asked === 1 ? "127.0.0.1" : "10.0.0.1"] };
    await fetchPublic(at("/plain"), LIMITS, { network: changing });
    expect(asked).toBe(1);
  });

  test.each(["/bomb", "/long", "/pdf", "/missing", "/cut", "/garbled", "/none"])("%s is refused", async (path) => {
    await expect(get(path).then(({ bytes }) => bytes.length)).rejects.toMatchObject(refused);
  });

  // That they come to an end at all is the test: neither ever would by itself.
  test("what never ends is ended", async () => {
    await expect(fetchPublic(at("/slow"), { ...LIMITS, seconds: 0.3 }, { network: network() })).rejects.toMatchObject(
      refused,
    );
    const deaf: Network = { ...network(), resolve: () => new Promise(() => undefined) };
    await expect(fetchPublic(at("/plain"), { ...LIMITS, seconds: 0.3 }, { network: deaf })).rejects.toMatchObject(
      refused,
    );
  });

  test("five redirects are followed, six are not, and each is checked again", async () => {
    expect((await get("/hop4")).url).toBe(at("/plain"));
    await expect(get("/hop5")).rejects.toMatchObject(refused);
    for (const path of ["/circle", "/inside", "/metadata", "/script"])
      await expect(get(path)).rejects.toMatchObject(refused);
    const before = hits.length;
    await expect(get("/elsewhere", { "inside.example.com": ["127.0.0.1", "10.0.0.1"] })).rejects.toMatchObject(refused);
    expect(hits.slice(before)).toEqual([`page.example.com:${port}/elsewhere`]);
  });

  test("the reader may change their mind", async () => {
    const stop = new AbortController();
    const fetching = fetchPage(at("/slow"), "ann", { signal: stop.signal, network: network() });
    stop.abort();
    await expect(fetching).rejects.toMatchObject(refused);
  });

  test("at most three at a time for one person", async () => {
    let open = 0;
    let most = 0;
    const slow: Network = {
      ...network(),
      resolve: async () => {
        most = Math.max(most, ++open);
        await new Promise((go) => setImmediate(go));
        open--;
        return ["127.0.0.1"];
      },
    };
    await Promise.all(Array.from({ length: 9 }, () => fetchPage(at("/plain"), "ann", { network: slow })));
    expect(most).toBe(3);
  });

  test("a picture is what its bytes say", async () => {
    expect(await fetchPicture(at("/picture.png"), "ann", { network: network() })).toMatchObject({
      type: "image/png",
      width: 3,
      height: 2,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await fetchPicture(at("/picture.svg"), "ann", { network: network() })).toBeNull();
    expect(await fetchPicture(at("/none"), "ann", { network: network() })).toBeNull();
  });

  test("a page that names no encoding is told by its letters, and says so; a text is Markdown by its ending", async () => {
    const read = async (source: Parameters<typeof importArticle>[0]) => importArticle(source);
    const page = await fetchArticle(at("/cyrillic"), "ann", { network: network(), read });
    expect([page.title, page.text.slice(0, 13)]).toEqual(["Паром", "Осенью река п"]);
    expect(page.warnings).toEqual([
      expect.stringMatching(/^The page doesn’t say which encoding .* read as Cyrillic\./),
    ]);
    const notes = await fetchArticle(at("/notes.mkd"), "ann", { network: network(), read });
    expect([notes.title, notes.text]).toEqual(["Notes", "Words"]);
  });

  test("an article comes with its pictures, or with their words", async () => {
    const read = async (source: Parameters<typeof importArticle>[0]) => importArticle(source);
    const article = await fetchArticle(at("/article"), "ann", { network: network(), read });
    expect(article.title).toBe("A café");
    expect(article.text).toContain("A café sentence");
    expect(article.pictures).toHaveLength(1);
    const tree = JSON.stringify(article.tree);
    expect(tree).toContain(`"src":"image:${article.pictures[0]?.hash}"`);
    expect(tree).toContain('{"alt":"Two"}');
    expect(tree).not.toContain("http://");
    expect(article.warnings).toEqual(["A picture could not be fetched; its description stands in its place."]);
  });
});
