import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openapi } from "./openapi";
import { ROUTES } from "./routes";

const folder = `${import.meta.dirname}/../../app/api/v1`;

test("every route that is answered is described, and no other", () => {
  const answered = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/(^|\/)route\.ts$/.test(file)) continue;
    const path = `/${file.replace(/\/route\.ts$/, "").replace(/\[(\w+)\]/g, "{$1}")}`;
    // My settings and my download serve this site's own pages alone.
    if (path.startsWith("/me/")) continue;
    const source = readFileSync(`${folder}/${file}`, "utf8");
    for (const [, method] of source.matchAll(/^export const (GET|POST|PUT|PATCH|DELETE)\b/gm))
      answered.add(`${method} ${path}`);
  }
  expect(ROUTES.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort()).toEqual([...answered].sort());
});

test("the document holds what the routes parse, and can be sent", () => {
  const document = JSON.parse(JSON.stringify(openapi("https://gloss.example", "1")));
  const put = document.paths["/annotations/{id}"].put;
  expect(put.requestBody.content["application/json"].schema.required).toEqual(
    expect.arrayContaining(["articleId", "kind", "quote", "layer"]),
  );
  expect(Object.keys(put.responses)).toEqual([
    "200",
    "201",
    "400",
    "401",
    "403",
    "404",
    "409",
    "413",
    "415",
    "422",
    "429",
  ]);
  const list = document.paths["/articles/{id}/annotations"].get;
  expect(list.parameters.map((one: { name: string }) => one.name)).toEqual(
    expect.arrayContaining(["id", "kind", "layer", "groupId", "author", "tag", "version", "ids", "limit", "cursor"]),
  );
});
