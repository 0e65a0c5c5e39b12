import { readdirSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compileRoutes } from "./route-pattern";

const files = readdirSync(`${import.meta.dirname}/../app`, { recursive: true, encoding: "utf8" });
const routeOf = compileRoutes(files);

test.each([
  ["/", "/"],
  ["/signin", "/signin"],
  ["/articles", "/articles"],
  ["/articles/new", "/articles/new"],
  ["/articles/01a2/", "/articles/[id]"],
  ["/articles/01a2/edit/77", "/articles/[id]/edit/[importId]"],
  ["/invites/s3cret", "/invites/[token]"],
  ["/api/v1/articles/1/images/2", "/api/v1/articles/[id]/images/[hash]"],
  ["/api/v1/assignments/1/work.csv", "/api/v1/assignments/[id]/work.csv"],
  ["/api/v1/calendar/s3cret.ics", "/api/v1/calendar/[file]"],
  ["/api/auth/callback/github", "/api/auth/[...nextauth]"],
  ["/icon.svg", "/icon.svg"],
  ["/_next/static/chunks/a.js", "/_next/static"],
  ["/_next/image", "(other)"],
  ["/articles/1/2/3/4", "(other)"],
  ["/wp-login.php", "(other)"],
])("%s is %s", (path, pattern) => expect(routeOf(path)).toBe(pattern));

test("there are no more patterns than routes, whatever is asked for", () => {
  const known = new Set(["(other)", "/_next/static", "/icon.svg"]);
  for (const file of files.filter((one) => /(^|\/)(page\.tsx|route\.ts)$/.test(one)))
    known.add(
      `/${file
        .split("/")
        .slice(0, -1)
        .filter((part) => !part.startsWith("("))
        .join("/")
        .replace(/\/\[\.\.\.\w+\].*/, "/[...nextauth]")}`,
    );
  const part = fc.oneof(fc.string(), fc.constantFrom(...files.flatMap((file) => file.split("/"))));
  fc.assert(fc.property(fc.array(part, { maxLength: 8 }), (parts) => known.has(routeOf(`/${parts.join("/")}`))));
});
