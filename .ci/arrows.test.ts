import { expect, test } from "vitest";
import { wrongArrows } from "./arrows.mjs";

test.each([
  ["components/reader/mark.tsx", 'import { db } from "@/db/client";'],
  ["components/reader/mark.tsx", 'import type { Row } from "../../db/schema";'],
  ["components/ui/button.tsx", 'import { viewer } from "@/app/auth";'],
  ["lib/article/text.ts", 'import { useState } from "react";'],
  ["lib/article/text.ts", 'import { eq } from "drizzle-orm";'],
  ["lib/article/text.ts", "const url = process.env.GLOSS_URL;"],
  ["db/users.ts", 'import { viewer } from "../app/auth";'],
  ["app/page.tsx", 'import { sql } from "drizzle-orm/pg-core";'],
  ["app/page.tsx", 'import { getServerSession } from "next-auth";'],
  ["app/page.tsx", 'const pg = await import("postgres");'],
  ["app/page.tsx", 'export * from "drizzle-orm";'],
  ["app/page.tsx", 'import "next-auth/react";'],
])("%s may not say %s", (file, source) => {
  expect(wrongArrows(file, source)).toHaveLength(1);
});

test.each([
  ["app/page.tsx", 'import { articles } from "@/db/articles";\nimport { Button } from "@/components/ui/button";'],
  ["app/auth.ts", 'import NextAuth from "next-auth";'],
  ["db/users.ts", 'import { eq } from "drizzle-orm";\nimport { user } from "@/lib/schemas/user";'],
  ["lib/schemas/user.ts", 'import { z } from "zod";\nimport { passwords } from "./passwords";'],
  ["lib/article/text.ts", '/** Unlike `import { x } from "react"`, this is words. */'],
])("%s may say %s", (file, source) => {
  expect(wrongArrows(file, source)).toEqual([]);
});
